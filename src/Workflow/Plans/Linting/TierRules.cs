namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Findings about what the service is made of.</summary>
internal static class TierRules
{
    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        new("no-tiers", "the plan does not say what the service is made of: nobody can see which part would not survive the region",
            "write `tiers` with the components of network, data and application", plan => plan.Tiers is null ? [new Remark("service")] : []),
        new("tier-empty", "a tier has no component: every service has a network, data and an application",
            "name the components of that tier", plan => plan.Tiers is null ? [] : plan.Tiers.All().Where(t => t.Components.Count == 0).Select(t =>
                new Remark("tiers", $"the {t.Name} tier has no component: every service has a network, data and an application"))),
        new("no-failure-mode", "a component has no failure mode: somebody believes that it cannot fail",
            "write `failures`, each with its `mode` and `mitigation`", plan => Components(plan).Where(c => c.Failures.Count == 0).Select(c => new Remark($"component {c.Name}"))),
        new("no-mitigation", "a failure of a component has no mitigation: it is known, and nothing is done about it",
            "write its `mitigation`, if only who is called", plan => Components(plan).SelectMany(c => c.Failures.Where(f => f.Mitigation is null).Select(f =>
                new Remark($"component {c.Name}", $"{c.Name} has no mitigation for \"{f.Mode}\": it is known, and nothing is done about it")))),
    ];

    private static IEnumerable<PlanComponent> Components(FailoverPlan plan) => plan.Tiers?.All().SelectMany(t => t.Components) ?? [];
}
