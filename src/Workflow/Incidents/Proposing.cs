using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Putting a failover to the vote, taking it back, and beginning to prepare it.</summary>
internal static class Proposing
{
    internal static Refusal? Propose(Deciding deciding, IncidentCommand.Propose command)
    {
        if (WhyNot(deciding, command) is { Count: > 0 } reasons)
        {
            return new Refusal("cannot-propose", reasons, Remedies(deciding));
        }

        var plan = deciding.Plan;
        var incident = deciding.Incident;
        var epoch = deciding.TakeEpoch("failover");
        deciding.Emit(new ServiceEvent.FailoverBegun(incident.Id, epoch));

        var loss = Outlook.LossAt(incident, deciding.Now);
        var snapshot = new DecisionSnapshot(
            deciding.Now, Outlook.VerdictAt(deciding.Situation, deciding.Now), Outlook.GatesAt(deciding.Situation, deciding.Now),
            [.. incident.Readings.Values.OrderBy(r => r.Id, StringComparer.Ordinal)], loss, Outlook.Clock(incident)!, Outlook.EtaOf(incident)!);
        var id = $"P{incident.Failover.Proposals + 1}";
        var hash = ProposalDigest.Of(snapshot);
        deciding.Emit(new IncidentEvent.Proposed(new Proposal(
            id, deciding.Actor, deciding.Now, incident.Mode, plan.Target, epoch, plan.Version,
            ApprovalPolicy.Required(plan, incident.Mode, Outlook.MoneyAtRisk(incident, deciding.Now)), hash,
            ProposalDigest.Of(plan, incident.Mode, epoch, id, hash), snapshot)));
        Lifecycle.Follow(deciding, IncidentTrigger.Mitigate);
        return null;
    }

    internal static Refusal? Withdraw(Deciding deciding, IncidentCommand.Withdraw command)
    {
        var refusal = Decide.Unless(deciding, FailoverTrigger.Withdraw, "`abort` takes back what has been prepared.");
        var proposal = deciding.Failover.Proposal;
        if (refusal is null && proposal!.By.Person != deciding.Actor.Person
            && !deciding.Incident.Holds(deciding.Actor.Person, Role.Commander))
        {
            refusal = Refusal.Because("not-yours", $"{proposal.By.Name} proposed it; only they or the commander withdraw it.", "`reject` it with a reason.");
        }

        if (refusal is null)
        {
            deciding.Emit(new IncidentEvent.Withdrawn(proposal!.Id, command.Reason));
            deciding.Emit(new ServiceEvent.FailoverEnded(deciding.Incident.Id, "withdrawn", null));
        }

        return refusal;
    }

    internal static Refusal? Prepare(Deciding deciding)
    {
        var missing = Outlook.MissingRoles(deciding.Failover);
        if (deciding.Failover.State == FailoverState.Proposed && missing.Count > 0)
        {
            return Refusal.Because("not-approved", $"Approvals are missing: {string.Join(", ", missing.Select(Words.Of))}.", "`approve` with ceilings.");
        }

        var refusal = Decide.Unless(deciding, FailoverTrigger.Prepare);
        if (refusal is null)
        {
            deciding.Emit(new IncidentEvent.PreparingBegun());
        }

        return refusal;
    }

    private static List<string> WhyNot(Deciding deciding, IncidentCommand.Propose command)
    {
        var incident = deciding.Incident;
        var reasons = new List<string>();
        if (incident.Plan is not { } plan)
        {
            return [$"There is no failover plan for {incident.Service}."];
        }

        reasons.AddRange(FailoverMachine.WhyNot(incident.Failover, FailoverTrigger.Propose));
        if (incident.Phase == IncidentPhase.Resolved)
        {
            reasons.Add("The incident is resolved.");
        }

        var verdict = Outlook.VerdictAt(deciding.Situation, deciding.Now);
        if (!verdict.PermitsFailover)
        {
            reasons.Add($"The failure mode is {Words.Of(incident.Mode)}. {verdict.Words}");
            reasons.AddRange(verdict.Because ?? []);
        }

        if (command.Target is { } target && target != plan.Target)
        {
            reasons.Add($"The plan moves {plan.Service} to {plan.Target}, not to '{target}'.");
        }

        if (deciding.Service.FailoverOf is { } other && FailoverMachine.May(incident.Failover, FailoverTrigger.Propose))
        {
            reasons.Add($"A failover of {plan.Service} is under way in {other}.");
        }

        if (deciding.Service.ServesFrom is { } region && region != plan.Primary)
        {
            reasons.Add($"{plan.Service} has been serving from {region} since its last failover; this plan moves it away from {plan.Primary}."
                + (plan.Failback is null ? " The plan has no `failback:`, and so no way back." : ""));
        }

        return reasons;
    }

    private static IReadOnlyList<string> Remedies(Deciding deciding) =>
        deciding.Incident.Mode == FailureMode.Unknown ? ["`ask` shows the next question; `mode region-loss` states the mode."]
        : [.. Outlook.TasksAt(deciding.Situation, deciding.Now).Where(t => t.Done is null).Select(t => t.Text)];
}
