using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Readiness;

/// <summary>A way by which alarms come in, and on which a heartbeat is expected.</summary>
/// <param name="Path">Such as <c>sqs:eu-west-1</c>.</param>
/// <param name="Within">The longest silence that is expected.</param>
/// <param name="News">The newest word of the log on it; null: there is none, or no log could be read.</param>
public sealed record IntakePath(string Path, TimeSpan Within, TriageEvent? News)
{
    /// <summary>How often the log is told that heartbeats still come; an older word tells nothing about now.</summary>
    public static readonly TimeSpan Retold = TimeSpan.FromHours(6);

    /// <summary>The newest word on a path.</summary>
    public static TriageEvent? Newest(IEnumerable<TriageEvent> log, string path) =>
        log.LastOrDefault(e => e is TriageEvent.PathSilent silent && silent.Path == path || e is TriageEvent.PathHeard heard && heard.Path == path);

    internal ReadinessItem Item(DateTimeOffset now) => News switch
    {
        TriageEvent.PathSilent { LastAt: { } last } => ReadinessItem.Missing(Path, $"silent: the last heartbeat left at {Durations.Stamp(last)}, one is expected every {Durations.Text(Within)}", Fix),
        TriageEvent.PathSilent => ReadinessItem.Missing(Path, $"no heartbeat was ever heard, one is expected every {Durations.Text(Within)}", Fix),
        TriageEvent.PathHeard heard when now - heard.At <= Retold + Within => ReadinessItem.Good(Path, $"heartbeats come, one every {Durations.Text(Within)} at least"),
        TriageEvent.PathHeard heard => ReadinessItem.Unknown(Path, $"heartbeats were last noted at {Durations.Stamp(heard.At)}", "see that the bot runs: it notes them while it does"),
        _ => ReadinessItem.Unknown(Path, "no heartbeat was heard yet, and its absence not noted", "see that the bot runs, and that the heartbeat alarm notifies this path"),
    };

    private string Fix => $"mend the way of alarms by {Path}: alarm, topic or rule, subscription, queue policy";
}
