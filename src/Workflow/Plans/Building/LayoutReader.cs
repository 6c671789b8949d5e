namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads <c>tiers</c> and <c>stores</c>: what the service is made of, and how its data reach the other region.</summary>
internal sealed class LayoutReader(PlanSection plan)
{
    private const int Most = 100;

    private static readonly TimeSpan LongestAdded = TimeSpan.FromMinutes(1);

    private readonly FaultLog faults = plan.Faults;
    private readonly HashSet<string> components = [];

    public PlanTiers? Tiers()
    {
        if (plan.Section("tiers", "tiers", "{ data: [{ component: orders-db, failures: [...] }] }", required: false) is not { } section)
        {
            return null;
        }

        var tiers = new PlanTiers(Tier(section, "network"), Tier(section, "data"), Tier(section, "application"));
        section.Close();
        return tiers;
    }

    public IReadOnlyList<PlanStore>? Stores()
    {
        var stores = Each(plan, "stores", "[{ name: orders, replication: asynchronous, ... }]", "a store", Store).ToList();
        foreach (var (store, section) in stores.GroupBy(s => s.Item.Name).SelectMany(g => g.Skip(1)))
        {
            Twice(section, "name", "two stores have one name", store.Name);
        }

        return stores.Count == 0 ? null : [.. stores.Select(s => s.Item)];
    }

    private PlanComponent[] Tier(PlanSection section, string tier) =>
        [.. Each(section, tier, "[{ component: NAME, failures: [...] }]", $"a component of the {tier} tier", Component).Select(c => c.Item)];

    private PlanComponent? Component(PlanSection section)
    {
        var name = section.Name("component", "orders-db");
        if (name is not null && !components.Add(name))
        {
            Twice(section, "component", "two components have one name", name);
        }

        Mark("component", name, section);
        var failures = Each(section, "failures", "[{ mode: the primary is lost, mitigation: the replica is promoted }]", "a failure", Failure).ToList();
        section.Close();
        return name is null ? null : new PlanComponent(name, [.. failures.Select(f => f.Item)]);
    }

    private static ComponentFailure? Failure(PlanSection section)
    {
        var mode = section.Text("mode", "the primary is lost");
        var mitigation = section.Find("mitigation") is { } node ? Values.Text(node, "mitigation", section.Faults) : null;
        section.Close();
        return mode is null ? null : new ComponentFailure(mode, mitigation);
    }

    private PlanStore? Store(PlanSection section)
    {
        var name = section.Name("name", "orders");
        Mark("store", name, section);
        var consistency = Word<StoreConsistency>(section, "consistency", required: true);
        var replication = Word<StoreReplication>(section, "replication", required: true);
        var topology = Word<StoreTopology>(section, "topology", required: true);
        var conflict = Word<ConflictRule>(section, "conflict", required: false);
        var added = replication == StoreReplication.Synchronous
            ? section.Need("added", "8ms", ", and every synchronous write waits for it") : section.Find("added");
        var wait = added is null ? null : Values.Duration(added, "added", TimeSpan.Zero, LongestAdded, faults);
        section.Close();
        return name is null || consistency is null || replication is null || topology is null ? null
            : new PlanStore(name, consistency.Value, replication.Value, wait, topology.Value, conflict);
    }

    private T? Word<T>(PlanSection section, string key, bool required)
        where T : struct, Enum =>
        (required ? section.Need(key, Words.All<T>()[0]) : section.Find(key)) is { } node && Values.Text(node, key, faults) is { } text
            ? Values.Word<T>(text, node.Place(), $"value of `{key}`", faults) : null;

    private IEnumerable<(T Item, PlanSection Section)> Each<T>(PlanSection section, string key, string example, string title, Func<PlanSection, T?> read)
        where T : class
    {
        var nodes = section.Items(key, example);
        if (nodes.Count > Most)
        {
            faults.Add(nodes[Most], "bad-value", $"`{key}` has more than {Most} entries", null, "name those that a failover touches");
        }

        foreach (var node in nodes.Take(Most))
        {
            if (PlanSection.Open(node, title, $"write `{key}: {example}`", faults) is { } entry && read(entry) is { } item)
            {
                yield return (item, entry);
            }
        }
    }

    private void Mark(string kind, string? name, PlanSection section)
    {
        if (name is not null)
        {
            faults.Mark($"{kind} {name}", section);
        }
    }

    private void Twice(PlanSection section, string key, string problem, string name) =>
        faults.Add(section.Find(key)!, "duplicate-id", problem, PlanFault.Quote(name), "give each a name of its own");
}
