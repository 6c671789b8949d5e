using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>What can be pressed in a situation. A button is there only while it is possible; the rules decide again when it is pressed.</summary>
internal static class CardActions
{
    internal static IReadOnlyList<CardAction> Of(Situation situation, DateTimeOffset now)
    {
        var incident = situation.Incident;
        if (!incident.IsOpen)
        {
            return [];
        }

        var actions = new List<CardAction>();
        if (incident.Commander is null)
        {
            actions.Add(CardAction.Plain(incident.Id, "role", "commander", "Take command", CardButtonStyle.Primary, "role take commander", hint: true));
        }

        Questions(incident, actions);
        if (incident.Plan is { } plan)
        {
            BeforePress(situation, plan, now, actions);
            AfterPress(incident, actions);
            actions.AddRange(CardSwitchover.WayBack(situation));
        }

        Ending(incident, actions);
        return actions;
    }

    private static void Questions(Incident incident, List<CardAction> actions)
    {
        if (incident.Failover.State is not FailoverState.Idle || incident.Mode != FailureMode.Unknown
            || incident.Phase == IncidentPhase.Resolved || DecisionTree.Walk(incident.Answers).Next is not { } question)
        {
            return;
        }

        actions.AddRange(question.Choices.Select(c => CardAction.Plain(
            incident.Id, "answer", $"{question.Id}/{c.Word}/{incident.Answers.Count}", c.Word.Replace('-', ' '), CardButtonStyle.Plain, $"answer {c.Word}")));
    }

    private static void BeforePress(Situation situation, FailoverPlan plan, DateTimeOffset now, List<CardAction> actions)
    {
        var incident = situation.Incident;
        var failover = incident.Failover;
        var about = $"{failover.Proposals}/{failover.State}";
        if (FailoverMachine.May(failover, FailoverTrigger.Propose) && Outlook.VerdictAt(situation, now).PermitsFailover
            && incident.Phase != IncidentPhase.Resolved && (failover.State != FailoverState.Reconciled || incident.Turned))
        {
            actions.Add(CardAction.Plain(incident.Id, "propose", about, CardSwitchover.Propose(incident, plan), CardButtonStyle.Primary, "propose", hint: true));
        }

        if (failover is { Proposal: { } proposal } && failover.State is FailoverState.Proposed or FailoverState.Held)
        {
            var drafted = incident.Updates.DraftedAt >= failover.ProposedAt;
            if (!drafted)
            {
                actions.Add(CardAction.Plain(incident.Id, "update", proposal.Id, "Draft update for executives", CardButtonStyle.Primary, "update preview executives", hint: true));
            }

            actions.Add(CardForms.Approve(incident, proposal, now, hint: drafted && Outlook.MissingRoles(failover).Count > 0).For(proposal.Required.SelectMany(ApprovalPolicy.FilledBy).Distinct()));
            actions.Add(CardForms.Reason(incident, "reject", proposal.Id, "Reject", "Reject the proposal", "Why? It voids every vote.", CardButtonStyle.Danger));
        }

        if (FailoverMachine.May(failover, FailoverTrigger.Prepare))
        {
            actions.Add(CardAction.Plain(incident.Id, "prepare", about, "Prepare (reversible)", CardButtonStyle.Primary, "prepare", hint: true).For(Role.Commander));
        }

        if (failover.State == FailoverState.Armed)
        {
            actions.Add(CardForms.Press(incident, plan, now).For(Role.Commander));
        }

        if (plan.Fence is not null && incident.Fence.Status == FenceStatus.None && !failover.PastPointOfNoReturn
            && failover.State is FailoverState.Idle or FailoverState.Proposed or FailoverState.Approved or FailoverState.Aborted)
        {
            actions.Add(CardForms.Reason(incident, "freeze", about, "Freeze writes", $"Stop writes to {plan.Primary}", "Why now? It can be undone.", CardButtonStyle.Plain));
        }

        if (FailoverMachine.May(failover, FailoverTrigger.Abort) && failover.State is not FailoverState.Proposed)
        {
            actions.Add(CardForms.Reason(incident, "abort", about, "Abort", "Abort the failover", "Why? Everything that was prepared is undone.", CardButtonStyle.Danger));
        }

        if (failover.State is FailoverState.Halted or FailoverState.Stuck)
        {
            actions.Add(CardAction.Plain(incident.Id, "retry", $"{about}/{failover.Steps.Sum(s => s.Attempt)}", "Retry the step", CardButtonStyle.Primary, "retry", hint: true));
        }
    }

    private static void AfterPress(Incident incident, List<CardAction> actions)
    {
        if (incident.Failover.State == FailoverState.Restored)
        {
            actions.Add(CardForms.Reconcile(incident));
        }
    }

    private static void Ending(Incident incident, List<CardAction> actions)
    {
        var state = incident.Failover.State;
        if (IncidentMachine.May(incident.Phase, IncidentTrigger.Resolve) && state is FailoverState.Restored or FailoverState.Reconciled
            && incident.Phase != IncidentPhase.Resolved)
        {
            actions.Add(CardForms.Reason(incident, "resolve", "", "Resolve", "Say that the incident is over", "What ended it?", CardButtonStyle.Plain, state == FailoverState.Reconciled));
        }

        if (incident.Phase == IncidentPhase.Resolved && state is FailoverState.Idle or FailoverState.Aborted or FailoverState.Reconciled)
        {
            actions.Add(CardForms.Reason(incident, "close", "", "Close", "Close the incident for good", "Anything to add?", CardButtonStyle.Plain, state == FailoverState.Reconciled));
        }
    }
}
