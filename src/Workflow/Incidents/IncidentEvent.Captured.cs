namespace IncidentBot.Workflow.Incidents;

public abstract partial record IncidentEvent
{
    /// <summary>A message that the timeline keeps was edited in the chat; what it said before stays in the log.</summary>
    /// <param name="EditedBy">The name of who edited it; null where the platform does not say.</param>
    /// <param name="CapturedBy">The name of who pinned it first.</param>
    public sealed record MessageRevised(
        string Message, string Author, DateTimeOffset SaidAt, string Text, string? Link, string CapturedBy, string? EditedBy) : IncidentEvent;

    /// <summary>A message that the timeline keeps was deleted in the chat: a tombstone, beside what had been pinned.</summary>
    public sealed record MessageRemoved(string Message, string Author, DateTimeOffset SaidAt, string? Link, string CapturedBy) : IncidentEvent;
}
