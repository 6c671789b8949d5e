namespace IncidentBot.Workflow.Plans.Building;

/// <summary>One map of a plan: hands out its entries, and remembers which were asked for, so that the rest are faults.</summary>
internal sealed class PlanSection(PlanNode.Map map, string name, FaultLog faults)
{
    private readonly List<string> known = [];
    private readonly List<string> retired = [];

    /// <summary>What faults call this map: "the plan", "step fence", "gate G2".</summary>
    public string Name => name;

    public FaultLog Faults => faults;

    public PlanNode.Map Map => map;

    public bool Has(string key) => map.Entries.Any(e => e.Key == key);

    /// <summary>The value of a key that may be absent.</summary>
    public PlanNode? Find(string key)
    {
        known.Add(key);
        return map.Entries.FirstOrDefault(e => e.Key == key)?.Value;
    }

    /// <summary>The value of a key that must be there; its absence is a fault at the map's start that shows <paramref name="example"/>.</summary>
    public PlanNode? Need(string key, string example, string why = "")
    {
        var node = Find(key);
        if (node is null)
        {
            faults.Add(map, "missing-key", $"{name} has no `{key}`{why}", null, $"write `{key}: {example}`");
        }

        return node;
    }

    /// <summary>A map under a key; an empty value is an empty map. Null when absent or not a map.</summary>
    public PlanSection? Section(string key, string title, string example, bool required)
    {
        var node = required ? Need(key, example) : Find(key);
        return node is null ? null : Open(node, title, $"write `{key}: {example}`", faults);
    }

    /// <summary>The items of a list under a key; none when absent or not a list, the latter being a fault.</summary>
    public IReadOnlyList<PlanNode> Items(string key, string example, bool required = false)
    {
        switch (required ? Need(key, example) : Find(key))
        {
            case null:
                return [];
            case PlanNode.List list:
                return list.Items;
            case var other:
                faults.Add(other, "wrong-type", $"`{key}` is not a list", FaultLog.Show(other), $"write `{key}: {example}`");
                return [];
        }
    }

    /// <summary>A node that must be a map.</summary>
    public static PlanSection? Open(PlanNode node, string title, string instead, FaultLog faults)
    {
        switch (node)
        {
            case PlanNode.Map map:
                return new PlanSection(map, title, faults);
            case PlanNode.Scalar { Text.Length: 0 } nothing:
                return new PlanSection(new PlanNode.Map([], nothing.Line, nothing.Column), title, faults);
            default:
                faults.Add(node, "wrong-type", $"{title} is not a map", FaultLog.Show(node), instead);
                return null;
        }
    }

    /// <summary>A key that plans once had: a fault that says what to write in its stead. False when it is not there.</summary>
    public bool Retired(string key, string problem, string instead)
    {
        retired.Add(key);
        if (map.Entries.FirstOrDefault(e => e.Key == key) is not { } entry)
        {
            return false;
        }

        faults.Add(new PlanPlace(entry.Line, entry.Column), "unknown-key", problem, PlanFault.Quote(key), instead);
        return true;
    }

    /// <summary>Reports every key that nobody asked for, with the nearest that somebody did.</summary>
    public void Close()
    {
        faults.Keys(map, [.. known.Distinct()]);
        foreach (var entry in map.Entries.Where(e => !known.Contains(e.Key) && !retired.Contains(e.Key)))
        {
            var near = NearestWord.Of(entry.Key, known);
            faults.Add(
                new PlanPlace(entry.Line, entry.Column), "unknown-key", $"{name} has no such key", PlanFault.Quote(entry.Key),
                near is not null ? $"write `{near}`"
                : known.Count == 0 ? "remove it: nothing is set here"
                : $"write one of {string.Join(", ", known.Distinct())}");
        }
    }
}
