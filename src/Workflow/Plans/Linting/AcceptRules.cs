namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>An accepted objection that lint no longer raises hides the next one of its kind.</summary>
internal static class AcceptRules
{
    internal const string Unused = "unused-acceptance";

    /// <summary>Looks at nothing by itself, since it rests on what the other rules find; itself it cannot be accepted.</summary>
    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        new(Unused, "the plan accepts an objection that lint does not raise: it would hide the next one of its kind", "remove it from `accept`"),
    ];

    internal static IEnumerable<LintFinding> Findings(FailoverPlan plan)
    {
        var raised = PlanLint.All(plan).Select(f => f.Rule).ToHashSet();
        return from rule in plan.Accept?.Keys ?? []
               where !raised.Contains(rule)
               select new LintFinding(Unused, LintSeverity.Warning, $"accept {rule}", Rules[0].Objection, Rules[0].Fix);
    }
}
