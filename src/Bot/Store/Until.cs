using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Store;

/// <summary>How long a consumer may wait for a hint before something hidden comes due.</summary>
internal static class Until
{
    internal static TimeSpan Due(string? due, TimeProvider clock, TimeSpan longest)
    {
        if (due is null) return longest;
        var wait = UtcText.Read(due) - clock.GetUtcNow();
        // A timer may ring a little early, and would then find nothing due.
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait + TimeSpan.FromMilliseconds(1);
        return wait < longest ? wait : longest;
    }
}
