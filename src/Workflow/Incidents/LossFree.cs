using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Whether a text about an incident may say that nothing was lost (I13). Every condition is looked up in the log's own state; what is not proven counts against it.</summary>
public static class LossFree
{
    /// <summary>Why it may not be said; empty exactly when it may.</summary>
    public static IReadOnlyList<string> WhyNot(Incident incident)
    {
        var failover = incident.Failover;
        var reasons = new List<string>();
        Add(reasons, incident.IsDrill, "A drill moves nothing.");
        Add(reasons, incident.Turned || failover.Proposal?.Mode != FailureMode.PlannedSwitchover, "No planned switchover was made.");
        Add(reasons, !failover.PastPointOfNoReturn, "Nothing was promoted.");
        Add(reasons, failover.CommittedLoss is not { Drained: true, Bound: 0 } loss || loss.Exposure.Span > TimeSpan.Zero, "No drain was measured at the press.");
        Add(reasons, incident.FencedAt is null || incident.FencedAt != failover.CommittedLoss?.Exposure.Edge, "The fence that the drain was measured behind did not hold.");
        Add(reasons, incident.Plan is not { } plan || failover.Step(plan.PointOfNoReturn.Id) is not { Status: StepStatus.Done, VerifiedAt: not null }, "No probe has proven the promotion.");
        Add(reasons, incident.Plan?.Steps.Any(s => s.Phase == StepPhase.Verify && failover.Step(s.Id)?.Status != StepStatus.Done) != false
            || failover.State is not (FailoverState.Restored or FailoverState.Reconciled) || failover.RestoredAt is null, "Verification has not passed.");
        Add(reasons, failover.State == FailoverState.Reconciled && failover.ActualLoss != 0, "Reconciliation did not count a loss of zero.");
        Add(reasons, incident.Losing is not null, "An earlier move of this incident lost data, or may have.");
        return reasons;
    }

    private static void Add(List<string> reasons, bool so, string reason)
    {
        if (so)
        {
            reasons.Add(reason);
        }
    }
}
