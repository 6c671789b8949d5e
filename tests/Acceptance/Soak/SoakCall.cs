namespace IncidentBot.Acceptance.Soak;

/// <summary>A call that asked the outside to do something, or to undo it.</summary>
/// <param name="Verb">"do" or "undo".</param>
/// <param name="At">When it arrived (UTC), by the clock that the nodes read too.</param>
/// <param name="Applied">It had its effect.</param>
/// <param name="Stale">It was refused: the outside had seen a larger term.</param>
internal sealed record SoakCall(string Service, string Verb, string Step, string Incident, long Epoch, long Term, DateTimeOffset At, bool Applied, bool Stale)
{
    /// <summary>Of a step that cannot be undone: whether the point of no return was in the database when the call arrived; null where that could not be seen.</summary>
    internal bool? Pressed { get; init; }

    public override string ToString() => $"{Verb}/{Service}/{Step} of {Incident} (epoch {Epoch}, term {Term}) at {At:HH:mm:ss.fff}";
}
