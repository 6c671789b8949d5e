namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Findings about stores: what their replication promises against what the plan's objectives ask.</summary>
internal static class StoreRules
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        new("no-stores", "the plan names no store: nobody can see what its replication promises, and what a promotion loses",
            "write `stores` with consistency, replication and topology of each", plan => plan.Stores is null ? [new Remark("service")] : []),
        Each("no-conflict-rule", "both regions accept writes to a store, and no rule says which of two writes to one key counts",
            "agree on one and write `conflict`, or make the store active-passive", (_, s) => s is { Topology: StoreTopology.ActiveActive, Conflict: null }),
        Each("last-writer-wins", "of two writes to one key the one with the earlier clock is dropped without a word: a loss that no number on the card counts",
            "give each key a home region, merge, or list what is dropped", (_, s) => s is { Topology: StoreTopology.ActiveActive, Conflict: ConflictRule.LastWriterWins }),
        Each("conflict-rule-unused", "a store that one region writes has no conflicts: either the rule or the topology is wrong",
            "leave `conflict` out, or write `topology: active-active`", (_, s) => s is { Topology: StoreTopology.ActivePassive, Conflict: not null }),
        Each("strong-but-asynchronous", "a store that both regions write is called strong although a write is acknowledged before the other region has it: reads there miss it",
            "replicate synchronously, or promise less", (_, s) => s is { Topology: StoreTopology.ActiveActive, Consistency: StoreConsistency.Strong, Replication: StoreReplication.Asynchronous }),
        new("synchronous-with-rpo", "every store is replicated synchronously, so that nothing is lost, while the RPO accepts a loss: every write waits for what nobody asked for",
            "replicate asynchronously, or agree on a smaller RPO", SynchronousWithRpo),
        Each("asynchronous-without-rpo", "a store is replicated asynchronously, while the RPO accepts less than a second: gate G4 would stay closed in every outage",
            "replicate synchronously, or agree on a larger RPO", (plan, s) => s.Replication == StoreReplication.Asynchronous && plan.Rpo < Second),
        new("synchronous-unpriced", "a store is replicated synchronously, and the plan does not say what the added milliseconds cost",
            "write `standing.sync`", plan => plan.Standing?.Sync is null ? (plan.Stores ?? []).Where(s => s.Replication == StoreReplication.Synchronous).Take(1).Select(Of) : []),
    ];

    private static IEnumerable<Remark> SynchronousWithRpo(FailoverPlan plan) =>
        plan.Rpo >= Second && plan.Stores is { Count: > 0 } stores && stores.All(s => s.Replication == StoreReplication.Synchronous) ? [new Remark("rpo")] : [];

    private static LintRule Each(string id, string objection, string fix, Func<FailoverPlan, PlanStore, bool> objects) =>
        new(id, objection, fix, plan => (plan.Stores ?? []).Where(s => objects(plan, s)).Select(Of));

    private static Remark Of(PlanStore store) => new($"store {store.Name}");
}
