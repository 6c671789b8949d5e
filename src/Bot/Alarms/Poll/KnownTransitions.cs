using IncidentBot.Incidents;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Poll;

/// <summary>What the log knows of an alarm: a change that an incident has taken must not come again, should the answer tell its time a little otherwise.</summary>
internal sealed class KnownTransitions(Situations situations)
{
    /// <summary>An alarm cannot change twice within it: the shortest period is 10 s.</summary>
    private static readonly TimeSpan Same = TimeSpan.FromSeconds(2);

    /// <summary>Whether some incident, or the triage room, knows this change but for a small difference in time.</summary>
    internal async Task<bool> Near(AlarmNotice alarm, CancellationToken cancel) =>
        (await situations.All(cancel)).Any(i => i.Alarms.TryGetValue(alarm.Identity, out var known) && known.State == alarm.NewState && IsSame(known.ChangedAt, alarm))
        || (await situations.Triage(cancel)).OfType<TriageEvent.AlarmsUnmatched>().SelectMany(e => e.Alarms)
            .Any(a => a.Key == alarm.Identity && a.To == alarm.NewState && IsSame(a.ChangedAt, alarm));

    private static bool IsSame(DateTimeOffset at, AlarmNotice alarm) => (at - alarm.StateChangedAt).Duration() <= Same;
}
