using System.Globalization;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>What the room is told of an event: a pure function of the event and the state after it. Null for what the card alone shows.</summary>
internal static class Announce
{
    internal static ChatPost? Of(IncidentEvent happened, Incident after) => happened switch
    {
        IncidentEvent.Declared { Drill: not null } or IncidentEvent.RealIncidentOpened or IncidentEvent.DrillMeasured => AnnounceDrill.Of(happened),
        IncidentEvent.Declared e => State($"{e.Incident} is open: {Words.Of(e.Severity)}, {e.Service}. {e.Summary}. Declared by {e.By.Name}."
            + (e.ImpactStart is { } start ? $" Impact since {Durations.Clock(start)}." : "")
            + " Take a role with `role take commander`; `ask` shows the first question."),
        IncidentEvent.PlanAttached { Turned: true } e => State($"The plan is turned: {e.Plan.Title}, version {e.Plan.Version}, from {e.Plan.Primary} to {e.Plan.Target}. Lag and fence are measured anew in this direction."),
        IncidentEvent.PlanAttached e => State($"Plan: {e.Plan.Title}, version {e.Plan.Version}. RTO {Durations.Text(e.Plan.Rto)}, RPO {Durations.Text(e.Plan.Rpo)}.{string.Concat(e.Plan.Links?.All.Select(l => $" {l.Title}: {l.Address}") ?? [])}"),
        IncidentEvent.AlarmsNoted e => Alarms(e, after),
        IncidentEvent.SeverityChanged e => State($"{e.By.Name} changed the severity from {Words.Of(e.From)} to {Words.Of(e.To)}.{Because(e.Reason)}"),
        IncidentEvent.PhaseMoved e => e.By.IsBot ? null : State($"{e.By.Name} moved the incident to {Words.Of(e.To)}."),
        IncidentEvent.RoleTaken e => State($"{e.Name} is {Words.Of(e.Role)}."),
        IncidentEvent.RoleLost e => State($"{Name(after, e.Person)} is no longer {Words.Of(e.Role)}. {e.Reason}"),
        IncidentEvent.NoteTaken or IncidentEvent.MessagePinned => new ChatPost("state", $"{happened.By.Name} noted it in the timeline.") { Aside = true },
        IncidentEvent.ModeClassified e => Mode(e, after),
        IncidentEvent.ImpactStated e => State($"{e.By.Name} corrected the impact:"
            + (e.Start is { } at ? $" since {Durations.Stamp(at)}." : "") + (e.AffectedShare is { } share ? string.Create(CultureInfo.InvariantCulture, $" {share * 100:0.#} % affected.") : "")),
        IncidentEvent.AssumptionStated e => State($"{e.By.Name} assumes {Assumed(e.Assumption)}.{(e.Before is { } before ? $" Before: {Assumed(before)}, by {before.By}." : "")}{Because(e.Assumption.Reason)}"),
        IncidentEvent.FreezeOrdered e => Decision($"{e.By.Name} ordered a freeze: writes to {after.Plan?.Primary} are being stopped (epoch {e.Epoch}).{Because(e.Reason)}"),
        IncidentEvent.UnfreezeOrdered e => Decision($"{e.By.Name} ordered the freeze to be lifted (epoch {e.Epoch}).{Because(e.Reason)}"),
        IncidentEvent.RpoReached e => State($"The exposure has reached the RPO: {Durations.Text(e.Exposure.Span)} of {Durations.Text(e.Rpo)}. `freeze` stops the loss from growing; it can be undone."),
        IncidentEvent.RoomDegraded e => State($"Degraded: {e.Problem} {e.Remedy}"),
        IncidentEvent.RoomMended e => CardRooms.Mended(e, after),
        IncidentEvent.Resolved e => State($"{e.By.Name} resolved the incident.{Because(e.Summary)}"),
        IncidentEvent.Reopened e => State($"{e.By.Name} reopened the incident.{Because(e.Reason)}"),
        IncidentEvent.Closed e => State($"{e.By.Name} closed the incident.{Because(e.Reason)} `export` keeps its record."),
        IncidentEvent.FalseAlarmCalled e => State($"{e.By.Name} closed the incident as a false alarm.{Because(e.Reason)}"),
        IncidentEvent.Merged e => State($"{e.By.Name} merged this incident into {e.Into}.{Because(e.Reason)}"),
        IncidentEvent.UpdateDrafted e => new ChatPost("update", $"Draft for {Words.Of(e.Audience)}, by {e.By.Name}. `update send {Words.Of(e.Audience)}` sends it; text after that replaces it.\n\n{e.Text}"),
        IncidentEvent.UpdateSent e => new ChatPost("update", $"{e.By.Name} told {Words.Of(e.Audience)}{(e.Edited ? " (edited text)" : "")}:\n\n{e.Text}"),
        IncidentEvent.ReminderGiven e => new ChatPost("update", e.Reminder.Stage switch
        {
            Workflow.Updates.ReminderStage.Soon => $"A stakeholder update is due at {Durations.Clock(e.Reminder.DueAt)}, in 5 minutes. `update preview executives` drafts it.",
            Workflow.Updates.ReminderStage.Due => "A stakeholder update is due now. `update preview executives` drafts it.",
            _ => $"A stakeholder update has been overdue since {Durations.Clock(e.Reminder.DueAt)}. Deputy, please send one: `update preview executives`.",
        }),
        IncidentEvent.EtaStated e => new ChatPost("update", $"{e.By.Name}: service is expected back {Range(e.Eta)}."
            + (e.Before is { } before ? $" Before: {Range(before)}." : "") + Because(e.Eta.Reason)),
        IncidentEvent.ReadingsTaken or IncidentEvent.RoomOpened or IncidentEvent.MessageRevised or IncidentEvent.MessageRemoved => null,
        _ => AnnounceTree.Of(happened) ?? AnnounceFailover.Of(happened, after),
    };

    internal static ChatPost State(string text) => new("state", text);

    /// <summary>A person is asked: no decision yet.</summary>
    internal static ChatPost Call(string text) => new("call", text);

    internal static ChatPost Decision(string text) => new("decision", text);

    internal static string Because(string reason) => string.IsNullOrWhiteSpace(reason) ? "" : $" {char.ToUpperInvariant(reason.Trim()[0])}{reason.Trim()[1..].TrimEnd('.')}.";

    /// <summary>What a program or a person said, as a sentence of its own: its end is marked, and the rest left as it is.</summary>
    internal static string Ended(string said) => said.TrimEnd() is { Length: > 0 } text && text[^1] is not ('.' or '!' or '?' or ':') ? text + "." : said.TrimEnd();

    internal static string Name(Incident incident, string person) => incident.Names.GetValueOrDefault(person, person);

    private static string Assumed(Assumption assumption) => string.Create(CultureInfo.InvariantCulture,
        $"{assumption.Share * 100:0.##} % {(assumption.Within is { } within ? $"likely to recover within {Durations.Text(within)}" : "of users affected")}");

    private static string Range(StatedEta eta) => eta.Latest is { } latest
        ? $"between {Durations.Clock(eta.Earliest)} and {Durations.Clock(latest)}"
        : $"at {Durations.Clock(eta.Earliest)}";

    private static ChatPost Mode(IncidentEvent.ModeClassified e, Incident after)
    {
        var verdict = Outlook.VerdictAt(new Situation(after, ServiceRecord.None), e.At);
        return e.Mode == e.Before
            ? State($"{e.By.Name} confirmed the failure mode: {Words.Of(e.Mode)}.")
            : Decision($"Failure mode: {Words.Of(e.Mode)}. {verdict.Words}{Because(e.How)}"
                + (verdict.PermitsFailover ? " `propose` puts the failover to the vote." : $"\nWhat to do:\n{string.Join("\n", verdict.Advice.Select((a, i) => verdict.IsTaskList ? $"{i + 1}. {a}" : $"- {a}"))}"));
    }

    private static ChatPost? Alarms(IncidentEvent.AlarmsNoted e, Incident after)
    {
        if (e.Alarms.Count == 0)
        {
            return null;
        }

        var (alarming, flapping) = (0, 0);
        foreach (var (_, alarm) in after.Alarms)
        {
            alarming += alarm.State == AlarmState.Alarm ? 1 : 0;
            flapping += alarm.Changes >= 5 ? 1 : 0;
        }

        var recovered = e.Alarms.Where(a => a.To == AlarmState.Ok).ToList();
        var latest = e.Alarms.MaxBy(a => a.ChangedAt)!;
        var text = $"{alarming} of {after.Alarms.Count} alarms are in ALARM."
            + (e.Alarms.Count == 1 ? $" {latest.Name} went to {Words.Of(latest.To)} at {Durations.Clock(latest.ChangedAt)}." : $" {e.Alarms.Count} changes came in.")
            + (flapping == 0 ? "" : $" {flapping} flap.")
            + (recovered.Count > 0 && after.Failover.State is not FailoverState.Idle
                ? $" {recovered[^1].Name} recovered at {Durations.Clock(recovered[^1].ChangedAt)}: the failover goes on as it stands, and a press needs G2 open or waived."
                : "");
        return new ChatPost("alarm", text) { Aside = text.IndexOf("recovered at", StringComparison.Ordinal) < 0 };
    }
}
