using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline.Sentences;

/// <summary>How a drill began, what was measured, and what really happened meanwhile.</summary>
internal static class DrillSentences
{
    internal static Told? Of(IncidentEvent happened) => happened switch
    {
        IncidentEvent.Declared { Drill: { } mode } e => Told.As(TimelineKind.Incident,
            $"DRILL: {e.By.Name} began {e.Incident}, a drill of {Words.Of(mode)} of {e.Service}: {Figures.QuotedStop(e.Summary)}",
            "Its steps are rehearsed; nothing of it reaches production."),
        IncidentEvent.RealIncidentOpened e => Told.As(TimelineKind.Incident,
            $"A real incident of the service is open: {e.Incident}, {Words.Of(e.Severity)}: {Figures.QuotedStop(e.Summary)}"),
        IncidentEvent.DrillMeasured e => Told.As(TimelineKind.Failover,
            $"The drill of {Words.Of(e.Mode)} {(e.Succeeded ? "succeeded" : "did not succeed")}.",
            [
                e.Why,
                $"Detect {Took(e.Detect)}, decide {Took(e.Decide)}, recover {Took(e.Recover)}.",
                .. e.Steps.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key} took {Durations.Text(s.Value)}."),
            ]),
        _ => null,
    };

    private static string Took(TimeSpan? span) => span is { } known ? Durations.Text(known) : "was not measured";
}
