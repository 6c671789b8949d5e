using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Readiness;

/// <summary>10 points: every quota that the plan lists (gate G8) leaves room after the move. A plan that lists none scores nothing.</summary>
internal static class QuotaPart
{
    internal static ReadinessPart Of(ReadinessFacts facts)
    {
        List<ReadinessItem> items = facts.Plan.Gate(GateId.G8) is { Terms: GateTerms.Quotas { Items.Count: > 0 } terms } gate
            ? [.. terms.Items.Select(quota => Item(quota, gate with { Terms = terms with { Items = [quota] } }, facts.Gates()))]
            : [ReadinessItem.Missing("quotas", "the plan lists none", "list the target's quotas in gate G8")];
        return new ReadinessPart("quotas", 10, items, items.Count);
    }

    private static ReadinessItem Item(Quota quota, PlanGate gate, GateFacts facts)
    {
        var result = Gates.Evaluate(gate, facts);
        var why = string.Join(" ", result.Reasons);
        return result.Verdict switch
        {
            GateVerdict.Open => ReadinessItem.Good(quota.Name, "has room"),
            GateVerdict.Closed => ReadinessItem.Missing(quota.Name, why, $"raise the quota {why}"),
            _ => ReadinessItem.Unknown(quota.Name, why, $"make the quota {quota.Name} known: {why}"),
        };
    }
}
