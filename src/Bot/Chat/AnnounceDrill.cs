using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>What a drill's room is told of the drill itself, and the mark that everything said in it bears.</summary>
internal static class AnnounceDrill
{
    internal const string Word = "DRILL";

    internal static ChatPost? Of(IncidentEvent happened) => happened switch
    {
        IncidentEvent.Declared { Drill: { } mode } e => Announce.State(
            $"{e.Incident} is a drill of {Words.Of(mode)} of {e.Service}, begun by {e.By.Name}. Roles, gates, approvals and press are the real ones; "
            + "steps are rehearsed, and none reaches production. `role take ...` begins; `close because ...` stops it at any moment."),
        IncidentEvent.RealIncidentOpened e => Announce.Decision(
            $"THIS IS REAL: {e.Incident} ({Words.Of(e.Severity)}) is open for the same service. {e.Summary} Go to its room; `close because {e.Incident} is real` stops the drill."),
        IncidentEvent.DrillMeasured e => Announce.Decision(
            $"The drill {(e.Succeeded ? "succeeded" : "did not succeed")}: {e.Why} Detect {Took(e.Detect)}, decide {Took(e.Decide)}, recover {Took(e.Recover)}."
            + string.Concat(e.Steps.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"\n- {s.Key} {Durations.Text(s.Value)}"))),
        _ => null,
    };

    /// <summary>What is said in a drill says so first.</summary>
    internal static ChatPost Marked(ChatPost post, Incident incident) =>
        incident.IsDrill && !post.Text.StartsWith(Word, StringComparison.Ordinal) ? post with { Text = $"{Word}: {post.Text}" } : post;

    private static string Took(TimeSpan? span) => span is { } known ? Durations.Text(known) : "was not measured";
}
