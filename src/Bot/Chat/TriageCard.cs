using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>The card of an alarm that no rule gives to a service: a person may declare.</summary>
internal static class TriageCard
{
    internal static Card Of(AlarmTransition alarm, int changes) => new(
        "", $"Unmatched alarm: {alarm.Name}", CardTone.Warning, "", alarm.ChangedAt,
        [
            new CardSection("Alarm",
            [
                new CardLine(alarm.To == AlarmState.Alarm ? CardTone.Bad : CardTone.Plain, alarm.To == AlarmState.Alarm ? "■" : "·",
                    $"{Words.Of(alarm.To)} since {Durations.Stamp(alarm.ChangedAt)}{(alarm.Region is null ? "" : $", {alarm.Region}")}.", alarm.Reason),
                new CardLine(CardTone.Plain, "·", $"{changes} change{(changes == 1 ? "" : "s")} in this delivery. A rule under Alarms:Rules would give it to a service."),
            ]),
        ],
        [Action(alarm).Button]);

    /// <summary>The card of an alarm that opened nothing because it was too old; declaring it takes the service from the rule.</summary>
    internal static Card TooOld(AlarmTransition alarm, string service) => new(
        "", $"Old alarm: {alarm.Name}", CardTone.Warning, "", alarm.ChangedAt,
        [
            new CardSection("Alarm",
            [
                new CardLine(CardTone.Bad, "■", $"{Words.Of(alarm.To)} since {Durations.Stamp(alarm.ChangedAt)}{(alarm.Region is null ? "" : $", {alarm.Region}")}.", alarm.Reason),
                new CardLine(CardTone.Plain, "·", $"It is of {service}, and came in too late to open an incident by itself. Look whether it still matters, and declare if it does."),
            ]),
        ],
        [Action(alarm).Button]);

    /// <summary>The Declare button; a form asks for service and severity.</summary>
    internal static CardAction Action(AlarmTransition alarm) => CardAction.Of(
        "triage", "declare", alarm.Key, "Declare", CardButtonStyle.Primary,
        f => $"declare {f.GetValueOrDefault("severity", "sev2")} {f.GetValueOrDefault("service", "")}: {f.GetValueOrDefault("summary", "")}", false, null,
        new CardForm("Declare an incident", $"From the alarm {alarm.Name}.", "Declare",
        [
            new("severity", "Severity", "choice", "sev2", true, "sev1 is worst.", Words.All<Severity>()),
            new("service", "Service", "text", "", true, "As in its plan.", []),
            new("summary", "What is wrong", "text", alarm.Name, true, "", []),
        ]));
}
