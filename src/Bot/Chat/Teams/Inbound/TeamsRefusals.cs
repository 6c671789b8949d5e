namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>Tells the operator why callers are refused: a reason at once, then once a minute with how often it came in between.</summary>
internal sealed class TeamsRefusals(TimeProvider clock, ILogger<TeamsRefusals> log)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    /// <summary>There are not many reasons; a message of the network may make more.</summary>
    private const int Most = 100;

    private readonly Dictionary<string, (DateTimeOffset Told, int Since)> reasons = new(StringComparer.Ordinal);

    /// <param name="reason">A clause of ours: nothing that a stranger wrote.</param>
    internal void Tell(int status, string reason)
    {
        var now = clock.GetUtcNow();
        int untold;
        lock (reasons)
        {
            if (reasons.TryGetValue(reason, out var last) && now - last.Told < Between)
            {
                reasons[reason] = (last.Told, last.Since + 1);
                return;
            }

            if (reasons.Count >= Most)
            {
                reasons.Clear();
            }

            untold = last.Since;
            reasons[reason] = (now, 0);
        }

        log.LogWarning("A call to {Path} was refused with {Status}: {Reason}; {Untold} more like it since this was last said", TeamsEndpoint.Path, status, reason, untold);
    }
}
