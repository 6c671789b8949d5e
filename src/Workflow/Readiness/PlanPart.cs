namespace IncidentBot.Workflow.Readiness;

/// <summary>10 points, 2 less for each lint rule that objects to the plan, down to 0.</summary>
internal static class PlanPart
{
    private const int Slots = 5;

    internal static ReadinessPart Of(ReadinessFacts facts)
    {
        var items = facts.Findings.GroupBy(f => f.Rule).Select(rule => ReadinessItem.Missing(
            rule.Key, rule.First().Message + (rule.Count() == 1 ? "" : FormattableString.Invariant($" (and {rule.Count() - 1} more)")),
            $"{rule.Key} in the plan: {rule.First().Fix}")).ToList();
        return new ReadinessPart("plan", 10, items, Math.Max(Slots, items.Count));
    }
}
