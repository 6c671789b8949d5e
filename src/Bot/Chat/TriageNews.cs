using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Chat;

/// <summary>What the triage room is told of the intake of alarms itself.</summary>
internal static class TriageNews
{
    /// <summary>Alarms named in one post; a broken subscription loses many.</summary>
    private const int Named = 5;

    /// <summary>The post; null for what is only kept.</summary>
    internal static ChatPost? Of(TriageEvent happened) => Text(happened) is { } text ? new ChatPost("state", text) : null;

    private static string? Text(TriageEvent happened) => happened switch
    {
        TriageEvent.PathSilent { LastAt: { } last } e =>
            $"Alarms may no longer come in by {e.Path}: its heartbeat is expected every {Durations.Text(e.Within)}, and the last one left at {Durations.Stamp(last)}. Look at the heartbeat alarm, the topic or rule, the subscription, and the queue or endpoint.",
        TriageEvent.PathSilent e =>
            $"No heartbeat was ever heard by {e.Path}, and one is expected every {Durations.Text(e.Within)}: whether alarms come in by it is unknown. Look at the heartbeat alarm, the topic or rule, the subscription, and the queue or endpoint.",
        TriageEvent.PathHeard { SilentAt: { } silent } e => $"Heartbeats come in by {e.Path} again: its silence, noted at {Durations.Stamp(silent)}, is over.",
        TriageEvent.DeliveriesParked e =>
            $"{(e.Count == 1 ? "A delivery" : FormattableString.Invariant($"{e.Count} deliveries"))} on {e.Path} {(e.Count == 1 ? "was" : "were")} set aside ({e.Code}): {Shown.Line(e.Reason).TrimEnd('.')}. `incidentbot alarm parked` lists what is set aside.",
        TriageEvent.DeliveriesLost e =>
            $"{(e.Alarms.Count == 1 ? "A notification that was due never came" : FormattableString.Invariant($"{e.Alarms.Count} notifications that were due never came"))}; polling found: {string.Join(", ", e.Alarms.Take(Named).Select(Alarm))}{(e.Alarms.Count > Named ? FormattableString.Invariant($" and {e.Alarms.Count - Named} more") : "")}. It is treated as if it had come. Look at the topic's subscription and its delivery failures.",
        _ => null,
    };

    private static string Alarm(AlarmTransition alarm) =>
        $"{Shown.Line(alarm.Name)}{(alarm.Region is null ? "" : $" in {alarm.Region}")}, {AlarmStateName.Of(alarm.To)} since {Durations.Stamp(alarm.ChangedAt)}";
}
