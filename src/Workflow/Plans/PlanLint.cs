using IncidentBot.Workflow.Plans.Linting;

namespace IncidentBot.Workflow.Plans;

/// <summary>What a principal engineer would object to in a usable plan.</summary>
public static class PlanLint
{
    private static readonly Func<FailoverPlan, IEnumerable<LintFinding>>[] Rules =
    [
        TimingRules.NoDecisionWindow, TimingRules.CommitExceedsRto, TimingRules.ApprovalChain, TimingRules.ApprovalsLapse,
        TimingRules.EstimateOverTimeout, TimingRules.SampledTooSeldom,
        StepFindings.FenceNotFirst, StepFindings.EffectUnverified, StepFindings.ManualWithoutUndo, StepFindings.NoTrafficShift,
        StepFindings.ServiceUnproven, StepFindings.ProbeChangesThings,
        EvidenceRules.PersonOnly, EvidenceRules.OneHost, EvidenceRules.FromPrimary, EvidenceRules.ProbeIsGate,
        EvidenceRules.RateWithoutBuckets, EvidenceRules.Unused,
        MovingRules.DnsTail, MovingRules.OverLatencyBudget,
    ];

    /// <summary>All findings, by rule in a fixed order and then in the plan's order; none for a plan without objections.</summary>
    public static IReadOnlyList<LintFinding> Findings(FailoverPlan plan) => [.. Rules.SelectMany(rule => rule(plan))];
}
