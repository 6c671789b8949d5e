using IncidentBot.Workflow.Plans.Linting;

namespace IncidentBot.Workflow.Plans;

/// <summary>What a principal engineer would object to in a usable plan.</summary>
public static class PlanLint
{
    /// <summary>Every rule, in the order in which findings are listed; ids are unique.</summary>
    public static IReadOnlyList<LintRule> Rules { get; } =
    [
        .. TimingRules.Rules, .. LimitRules.Rules, .. StepFindings.Rules, .. IrreversibleRules.Rules, .. EpochRules.Rules, .. EvidenceRules.Rules,
        .. VantageRules.Rules, .. MovingRules.Rules, .. GateRules.Rules, .. StoreRules.Rules, .. TierRules.Rules, .. PolicyRules.Rules,
        .. ExposureRules.Rules, .. AcceptRules.Rules,
    ];

    /// <summary>All findings that the plan does not accept, by rule in a fixed order and then in the plan's order; none for a plan without objections.</summary>
    public static IReadOnlyList<LintFinding> Findings(FailoverPlan plan) =>
        [.. All(plan).Where(f => plan.Accept?.ContainsKey(f.Rule) != true), .. AcceptRules.Findings(plan)];

    /// <summary>The findings that the plan accepts, each with the plan's reason for it.</summary>
    public static IReadOnlyList<(LintFinding Finding, string Why)> Accepted(FailoverPlan plan) =>
        [.. All(plan).Where(f => plan.Accept?.ContainsKey(f.Rule) == true).Select(f => (f, plan.Accept![f.Rule]))];

    internal static IEnumerable<LintFinding> All(FailoverPlan plan) => Rules.SelectMany(rule => rule.Findings(plan));
}
