namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads <c>dns</c> and <c>latency</c>: how users are moved, and what the move does to them.</summary>
internal sealed class MovingReader(PlanSection plan, CheckReader checks)
{
    private const int MostPaths = 50;

    /// <summary>1/e: what is left after a TTL when every resolver asks again at a moment of its own.</summary>
    private const decimal UsualStale = 0.37m;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly FaultLog faults = plan.Faults;

    public PlanDns? Dns()
    {
        if (plan.Section("dns", "dns", "{ shift: dns, ttl: 60s }", required: false) is not { } section)
        {
            return null;
        }

        var shift = section.Need("shift", "dns") is { } node && Values.Text(node, "shift", faults) is { } word
            ? Values.Word<TrafficShift>(word, node.Place(), "shift", faults) : null;
        var ttl = shift == TrafficShift.Ip
            ? section.Duration("ttl", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(1), "60s")
            : section.Duration("ttl", null, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), "60s");
        var stale = section.Find("stale") is { } share ? Values.Number(share, "stale", 0, 1, faults) : UsualStale;
        var old = section.Find("oldShare") is { } reading ? checks.InUnit(reading, "oldShare", ReadingUnit.Share) : null;
        section.Close();
        return shift is null || ttl is null || stale is null ? null : new PlanDns(ttl.Value, shift.Value, stale.Value, old);
    }

    public IReadOnlyList<PlanPath> Latency()
    {
        var nodes = plan.Items("latency", "[{ path: checkout, p95: 180ms, added: 60ms, budget: 250ms }]");
        if (nodes.Count > MostPaths)
        {
            faults.Add(nodes[MostPaths], "bad-value", $"`latency` has more than {MostPaths} paths", null, "name the paths that users feel");
        }

        var paths = new List<PlanPath>();
        foreach (var node in nodes.Take(MostPaths))
        {
            if (PlanSection.Open(node, "a path", "write `- path: NAME` and its other keys", faults) is { } section && Path(section) is { } path)
            {
                if (paths.Any(p => p.Name == path.Name))
                {
                    faults.Add(section.Find("path")!, "duplicate-id", "two paths have one name", PlanFault.Quote(path.Name), "give each path a name of its own");
                }

                paths.Add(path);
            }
        }

        return paths;
    }

    private PlanPath? Path(PlanSection section)
    {
        var name = section.Name("path", "checkout");
        var p95 = Time(section, "p95", "180ms");
        var added = Time(section, "added", "60ms");
        var budget = section.Duration("budget", null, Tick, TimeSpan.FromHours(1), "250ms");
        section.Close();
        return name is null || p95 is null || added is null || budget is null ? null : new PlanPath(name, p95, added, budget.Value);
    }

    /// <summary>A duration, or the name of a reading in seconds.</summary>
    private PathTime? Time(PlanSection section, string key, string example)
    {
        if (section.Need(key, example) is not { } node)
        {
            return null;
        }

        if (node is PlanNode.Scalar { Text: var text } && Values.NamePattern().IsMatch(text))
        {
            return checks.InUnit(node, key, ReadingUnit.Seconds) is { } reading ? new PathTime(null, reading) : null;
        }

        return Values.Duration(node, key, TimeSpan.Zero, TimeSpan.FromHours(1), faults) is { } time ? new PathTime(time, null) : null;
    }
}
