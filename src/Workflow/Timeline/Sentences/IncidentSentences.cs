using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline.Sentences;

/// <summary>How the incident began, moved and ended, its roles and its rooms.</summary>
internal static class IncidentSentences
{
    internal static Told? Of(IncidentEvent happened, Incident before) => happened switch
    {
        IncidentEvent.Declared e => Told.As(TimelineKind.Incident,
            $"{e.By.Name} {(e.By.IsBot ? "opened" : "declared")} {e.Incident} for {e.Service}, {Words.Of(e.Severity)}: {Figures.QuotedStop(e.Summary)}",
            e.ImpactStart is { } start ? $"Impact began at {Durations.Stamp(start)}, as far as was known then." : "When the impact began was not known then."),
        IncidentEvent.PlanAttached e => Told.As(TimelineKind.Incident,
            $"The plan {Figures.Quoted(e.Plan.Title)}, version {e.Plan.Version}, from {e.Plan.Primary} to {e.Plan.Target}, was attached: "
            + $"RTO {Durations.Text(e.Plan.Rto)}, RPO {Durations.Text(e.Plan.Rpo)}, {Figures.Count(e.Plan.Steps.Count, "step", "steps")}, "
            + $"{Figures.Count(e.Runs.Count, "earlier run", "earlier runs")} to estimate from."),
        IncidentEvent.SeverityChanged e => Told.As(TimelineKind.Incident,
            $"{e.By.Name} changed the severity from {Words.Of(e.From)} to {Words.Of(e.To)}.{Figures.Because(e.Reason)}"),
        IncidentEvent.PhaseMoved e => Told.As(TimelineKind.Incident, $"The incident went from {Words.Of(e.From)} to {Words.Of(e.To)}."),
        IncidentEvent.Resolved e => Told.As(TimelineKind.Incident, $"{e.By.Name} resolved the incident: {Figures.QuotedStop(e.Summary)}"),
        IncidentEvent.Reopened e => Told.As(TimelineKind.Incident, $"{e.By.Name} reopened the incident.{Figures.Because(e.Reason)}"),
        IncidentEvent.Closed e => Told.As(TimelineKind.Incident, $"{e.By.Name} closed the incident.{Figures.Because(e.Reason)}"),
        IncidentEvent.FalseAlarmCalled e => Told.As(TimelineKind.Incident, $"{e.By.Name} called it a false alarm and closed it.{Figures.Because(e.Reason)}"),
        IncidentEvent.Merged e => Told.As(TimelineKind.Incident, $"{e.By.Name} merged the incident into {e.Into}.{Figures.Because(e.Reason)}"),
        IncidentEvent.RoleTaken e => Told.As(TimelineKind.Role, e.By.Person == e.Person
            ? $"{e.Name} took the role of {Words.Of(e.Role)}."
            : $"{e.By.Name} gave {e.Name} the role of {Words.Of(e.Role)}."),
        IncidentEvent.RoleLost e => Told.As(TimelineKind.Role,
            $"{EventSentences.NameOf(e.Person, before)} is no longer {Words.Of(e.Role)}.{Figures.Because(e.Reason)}"),
        IncidentEvent.RoomOpened e => Told.As(TimelineKind.Room, $"The {e.Room.Kind} room {Figures.Quoted(e.Room.Name)} was opened on {e.Room.Platform}."),
        IncidentEvent.RoomDegraded e => Told.As(TimelineKind.Room,
            $"Trouble with a room on {e.Platform}: {Figures.Quoted(e.Problem)}. The incident went on.", $"What helps: {Figures.Quoted(e.Remedy)}"),
        IncidentEvent.RoomMended e => Told.As(TimelineKind.Room,
            $"What a room on {e.Platform} had been refused was done: {string.Join(", ", e.Parts.Select(Figures.Quoted))}."),
        _ => null,
    };
}
