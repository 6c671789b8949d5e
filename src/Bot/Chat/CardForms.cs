using System.Globalization;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>The forms behind buttons, filled with what is sensible now.</summary>
internal static class CardForms
{
    internal static CardAction Approve(Incident incident, Proposal proposal, DateTimeOffset now, bool hint)
    {
        var (exposure, records) = Outlook.SuggestedCeiling(incident, now);
        var form = new CardForm(
            $"Approve {proposal.Id}: move {incident.Service} to {proposal.Target}",
            "You approve this plan, this target and this loss. If the loss outgrows what you accept here, your approval is void by itself.",
            "Approve",
            [
                new("records", "Largest loss I accept, in records", "number", Text(records), false, "Leave both empty only to accept an unknown loss.", []),
                new("seconds", "Largest exposure I accept, in seconds", "number", Text((long?)exposure?.TotalSeconds), false, "The time span of writes that would be missing.", []),
                new("role", "As", "choice", "", false, "Empty: the first role that you may fill.", ["", .. proposal.Required.Select(Words.Of)]),
                new("reason", "Why", "text", "", true, "One sentence; it stays in the timeline.", []),
            ]);
        return CardAction.Of(incident.Id, "approve", proposal.Id, "Approve", CardButtonStyle.Primary, f =>
            $"approve {proposal.Id} {Role(f)}{Ceilings(f)} because {Field(f, "reason")}", hint, null, form);
    }

    internal static CardAction Press(Incident incident, FailoverPlan plan, DateTimeOffset now)
    {
        var bound = Outlook.BoundToType(incident, now);
        var phrase = PressPhrase.For(plan.Target, bound);
        var form = new CardForm(
            "Point of no return",
            $"After this, {plan.Target} takes writes and {plan.Primary} never gets them back by itself. Writes in the loss window are gone from service. "
                + "The phrase's number is the most records you accept to lose.",
            $"Promote {plan.Target}",
            [
                new("phrase", "Type the phrase", "text", "", true, phrase, []),
                .. plan.StepUp == true ? [new CardField("code", "One-time code", "text", "", true, "The six digits of your authenticator.", [])] : (CardField[])[],
            ]);
        return CardAction.Of(incident.Id, "press", incident.Failover.Proposal!.Id, "Press", CardButtonStyle.Danger, f =>
            $"press {Field(f, "phrase")}{(Field(f, "code").Length == 0 ? "" : $" CODE {Field(f, "code")}")}", true, null, form);
    }

    internal static CardAction Reconcile(Incident incident)
    {
        var form = new CardForm("Close the books", "What was really lost, and how the old region is kept out.", "Reconcile",
        [
            new("lost", "Writes lost", "number", "", false, "Empty if it cannot be counted.", []),
            new("seconds", "Within how many seconds", "number", "", false, "From the first lost write to the last.", []),
            new("fenced", "How the old region is known to be fenced", "text", "", true, "", []),
            new("account", "Where the lost writes are accounted for", "text", "", true, "", []),
        ]);
        return CardAction.Of(incident.Id, "reconcile", "", "Reconcile", CardButtonStyle.Primary, f =>
        {
            var lost = Field(f, "lost").Length == 0 ? "unknown" : Field(f, "lost");
            var window = Field(f, "seconds").Length == 0 ? "" : $" within {Field(f, "seconds")}s";
            return $"reconcile lost {lost}{window} fenced: {Field(f, "fenced")} account: {Field(f, "account")}";
        }, true, null, form);
    }

    internal static CardAction Reason(
        Incident incident, string verb, string about, string label, string title, string question, CardButtonStyle style, bool hint = false) =>
        CardAction.Of(incident.Id, verb, about, label, style, f => $"{verb} {Field(f, "reason")}", hint, null,
            new CardForm(title, question, label, [new("reason", "Reason", "text", "", true, "It stays in the timeline.", [])]));

    private static string Role(IReadOnlyDictionary<string, string> fields) =>
        Field(fields, "role").Length == 0 ? "" : $"as {Field(fields, "role")} ";

    /// <summary>One that is left empty is not said: the rules tell what is missing.</summary>
    private static string Ceilings(IReadOnlyDictionary<string, string> fields)
    {
        var (records, seconds) = (Field(fields, "records"), Field(fields, "seconds"));
        return (records.Length, seconds.Length) switch
        {
            (0, 0) => "unknown",
            (_, 0) => $"{records} records",
            (0, _) => $"{seconds}s",
            _ => $"{records} records {seconds}s",
        };
    }

    private static string Field(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.GetValueOrDefault(name, "").ReplaceLineEndings(" ").Trim();

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
