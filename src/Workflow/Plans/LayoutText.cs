using System.Text;
using static System.FormattableString;

namespace IncidentBot.Workflow.Plans;

/// <summary>What the service is made of, and which objections the plan lives with, for the checklist.</summary>
internal static class LayoutText
{
    /// <summary>Empty, or sections that each begin with an empty line.</summary>
    internal static string Of(FailoverPlan plan)
    {
        var text = new StringBuilder();
        foreach (var (tier, components) in plan.Tiers?.All() ?? [])
        {
            text.Append(components.Count == 0 ? "" : $"\nTier: {tier}\n");
            foreach (var component in components)
            {
                text.Append($"  {component.Name}\n");
                text.AppendJoin("", component.Failures.Select(f => $"        {f.Mode}: {f.Mitigation ?? "nothing is done about it"}\n"));
            }
        }

        text.Append(plan.Stores is null ? "" : "\nStores\n");
        text.AppendJoin("", (plan.Stores ?? []).Select(s => $"  {Store(s)}\n"));
        text.Append(plan.Accept is null ? "" : "\nAccepted, although lint objects\n");
        text.AppendJoin("", (plan.Accept ?? new Dictionary<string, string>()).Select(a => $"  {a.Key}: {a.Value}\n"));
        return text.ToString();
    }

    private static string Store(PlanStore store) =>
        Invariant($"{store.Name}: {Words.Of(store.Consistency)}, {Words.Of(store.Replication)}{(store.Added is { } added ? $" (+{PlanDuration.Write(added)} a write)" : "")}, {Words.Of(store.Topology)}")
        + (store.Conflict is { } rule ? $", conflicts by {Words.Of(rule)}" : store.Topology == StoreTopology.ActiveActive ? ", no rule for conflicts" : "");
}
