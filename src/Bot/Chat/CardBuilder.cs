using IncidentBot.Workflow;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>The living card of an incident, in the order of the decision; the same situation and moment give the same card.</summary>
internal static class CardBuilder
{
    internal static Card Of(Situation situation, DateTimeOffset now)
    {
        var incident = situation.Incident;
        var sections = new List<CardSection> { Verdict(situation, now) };
        sections.AddRange(CardTree.Of(situation, now));
        if (incident.Plan is { } plan)
        {
            var brief = Brief.Of(situation, now);
            if (CardCalls.Reviews(incident) is { } reviews)
            {
                sections.Add(reviews);
            }

            sections.Add(CardNumbers.Clock(brief, plan));
            sections.Add(CardNumbers.Loss(brief, plan));
            if (brief.NothingToWeigh is null)
            {
                sections.Add(CardCosts.Weighed(brief));
            }

            if (CardSwitchover.Drain(incident, plan) is { } drain)
            {
                sections.Add(drain);
            }

            if (!incident.Failover.PastPointOfNoReturn || incident.Turned)
            {
                sections.Add(CardVotes.Gates(incident, brief.Gates));
            }

            if (incident.Failover.Proposal is not null && !incident.Turned)
            {
                sections.Add(CardVotes.Approvals(incident));
                sections.Add(CardSteps.Of(incident, plan));
            }

            sections.Add(CardCosts.AfterTheMove(brief, plan));
        }
        else
        {
            sections.Add(new CardSection("Plan", [new CardLine(CardTone.Unknown, "?", $"There is no failover plan for {incident.Service}.", "A plan is one YAML file in the plans folder.")]));
        }

        sections.AddRange(CardRooms.Of(incident));
        return new Card(incident.Id, $"{Words.Of(incident.Severity)} · {incident.Service}: {incident.Summary}",
            Tone(incident), incident.IsDrill ? AnnounceDrill.Word : "", now, sections, [.. CardActions.Of(situation, now).Select(a => a.Button)]);
    }

    private static CardSection Verdict(Situation situation, DateTimeOffset now)
    {
        var incident = situation.Incident;
        var lines = new List<CardLine> { State(incident) };
        var verdict = Outlook.VerdictAt(situation, now);
        lines.Add(incident.Mode == FailureMode.Unknown
            ? new CardLine(CardTone.Unknown, "?", "Failure mode not classified.", verdict.Words)
            : new CardLine(verdict.PermitsFailover ? CardTone.Plain : CardTone.Bad, verdict.PermitsFailover ? "▸" : "■",
                $"{Sentence(Words.Of(incident.Mode))}: {(!verdict.PermitsFailover ? "no failover" : Proposable(incident) ? "a failover may be proposed" : "a failover is permitted")}.",
                verdict.Words));
        lines.Add(incident.Commander is { } commander
            ? new CardLine(CardTone.Plain, "★", $"Commander: {incident.Names.GetValueOrDefault(commander, commander)}.")
            : new CardLine(CardTone.Warning, "!", "Nobody commands yet.", "`role take commander`"));
        if (incident is { FencedAt: { } fenced, Failover.PastPointOfNoReturn: false })
        {
            lines.Add(new CardLine(CardTone.Warning, "‖", $"Writes are off, fenced under epoch {incident.Fence.Epoch}", null, null, fenced));
        }
        else if (incident.Fence.Status == FenceStatus.Unknown)
        {
            lines.Add(new CardLine(CardTone.Unknown, "?", "Nobody knows whether writes to the primary are fenced.", "`freeze` or `retry` proves it one way."));
        }

        return new CardSection("Verdict", lines);
    }

    private static bool Proposable(Incident incident) => incident.Failover.State is FailoverState.Idle or FailoverState.Aborted or FailoverState.Reconciled;

    private static CardLine State(Incident incident)
    {
        var failover = incident.Failover;
        return failover.State switch
        {
            FailoverState.Idle => new CardLine(CardTone.Plain, "·", $"{Sentence(Words.Of(incident.Phase))}; no failover proposed."),
            FailoverState.Armed => new CardLine(CardTone.Warning, "▲", "ARMED: everything reversible is done. The press lapses", "Only the press cannot be undone.", failover.ArmedUntil),
            FailoverState.Held => new CardLine(CardTone.Warning, "‖", "HELD: authority is missing; all is undone", "Approve again to go on.", failover.HoldUntil),
            FailoverState.Halted => new CardLine(CardTone.Bad, "■", $"HALTED: {Broken(failover)}", "`retry`, `skip` with a reason, or `abort`."),
            FailoverState.Stuck => new CardLine(CardTone.Bad, "■", $"STUCK: {Broken(failover)}", "`retry`, `skip`, `takeover` with evidence" + (failover.StuckFrom == FailoverState.Committing ? ", or `stand-down`." : ".")),
            FailoverState.Committing => new CardLine(CardTone.Warning, "▼", "COMMITTING: past the point of no return", null, null, failover.CommittedAt),
            FailoverState.Verifying => new CardLine(CardTone.Warning, "▼", "VERIFYING: promoted; proving that service is back."),
            FailoverState.Restored => new CardLine(CardTone.Good, "✓", $"RESTORED in {incident.Plan?.Target} at {Durations.Clock(failover.RestoredAt!.Value)}.", "`reconcile` closes the books on the loss."),
            FailoverState.Reconciled when incident.Turned => new CardLine(CardTone.Good, "✓", $"In {incident.Plan?.Primary} since the last move, which is reconciled; {incident.Plan?.Target} may be moved to."),
            FailoverState.Reconciled => new CardLine(CardTone.Good, "✓", $"RECONCILED: {(failover.ActualLoss is { } lost ? $"{lost} writes lost." : "the loss could not be counted.")}"),
            _ => new CardLine(CardTone.Plain, "▸", $"{Words.Of(failover.State).ToUpperInvariant()}: {failover.Proposal?.Id} to {failover.Proposal?.Target}."),
        };
    }

    private static string Broken(FailoverRecord failover) =>
        failover.Steps.FirstOrDefault(s => s.Status is StepStatus.Failed or StepStatus.Unknown or StepStatus.UndoFailed) is { } step
            ? $"{step.Step}: {step.Reason}"
            : "a person must say how to go on.";

    private static CardTone Tone(Incident incident) => incident.Failover.State switch
    {
        FailoverState.Restored or FailoverState.Reconciled => CardTone.Good,
        FailoverState.Halted or FailoverState.Stuck => CardTone.Bad,
        _ => incident.Phase >= IncidentPhase.Resolved ? CardTone.Good : incident.Severity == Severity.Sev1 ? CardTone.Bad : CardTone.Warning,
    };

    internal static string Sentence(string words)
    {
        var text = words.Replace('-', ' ');
        return char.ToUpperInvariant(text[0]) + text[1..];
    }
}
