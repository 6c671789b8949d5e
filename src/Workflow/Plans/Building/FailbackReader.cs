using IncidentBot.Workflow.Plans.Linting;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>
/// Reads <c>failback</c>: the plan for the way back. It is the whole plan with its regions swapped and these keys in place of the plan's own, built by the
/// same rules, so that a way back is held to everything that a way out is.
/// </summary>
internal static class FailbackReader
{
    private const string Example = "{ readings: [...], inputs: { ... }, gates: { ... }, steps: { ... } }";

    /// <summary>Keys whose meaning hangs on the direction: the way back has its own, or none.</summary>
    private static readonly string[] Turning = ["title", "inputs", "gates", "steps", "answers", "dns", "latency"];

    private static readonly (string Key, string Example)[] Needed =
    [
        ("inputs", "{ replicationLag: READING, writeRate: READING, fenced: READING }"),
        ("gates", "{ G1: {}, G2: { observers: [...] }, G4: {}, G5: {}, G12: {}, G15: {} }"),
        ("steps", "{ prepare: [...], commit: [...], verify: [...] }"),
    ];

    /// <summary>The plan for the way back; null where there is none, or where it has faults, which are then in the plan's own list.</summary>
    internal static FailoverPlan? Read(PlanSection plan, IReadOnlyList<PlanStep> steps, string file)
    {
        if (plan.Section("failback", "failback", Example, required: false) is not { } section)
        {
            return null;
        }

        var faults = plan.Faults;
        var whole = Needed.Count(n => section.Need(n.Key, n.Example) is not null) == Needed.Length;
        foreach (var key in Turning)
        {
            section.Find(key);
        }

        var own = section.Items("readings", "[{ id: replication-lag-back, ... }]");
        section.Close();
        var (primary, target) = (Entry(plan.Map, "primary"), Entry(plan.Map, "target"));
        if (!whole || primary is null || target is null)
        {
            return null;
        }

        // What both directions share is read twice; its faults are told once.
        var back = PlanBuilder.Build(Turn(plan.Map, section.Map, primary, target, own), file);
        var known = faults.Faults.Select(f => (f.Line, f.Column, f.Rule)).ToHashSet();
        foreach (var fault in back.Faults.Where(f => known.Add((f.Line, f.Column, f.Rule))))
        {
            faults.Add(new PlanPlace(fault.Line, fault.Column), fault.Rule, fault.Problem, fault.Found, fault.Instead);
        }

        OneDirection(plan, section);
        if (back.Plan is not { } turned)
        {
            return null;
        }

        var ahead = turned with { Steps = steps, Primary = turned.Target, Target = turned.Primary };
        foreach (var origin in Shared(ahead, turned).Concat(Shared(turned, ahead)).Distinct())
        {
            faults.Add(section.Map, "drill-in-production", "a drill of one direction would reach what the other acts on", PlanFault.Quote(origin),
                "name a rehearsal target whose host and port no `do`, `verify` or `undo` of either direction names");
        }

        var unused = EvidenceRules.UnusedReadings(turned).ToHashSet();
        return turned with
        {
            Readings = [.. turned.Readings.Where(r => !unused.Contains(r))],
            Costs = turned.Costs is { } costs ? costs with { Failback = 0 } : null,
        };
    }

    private static IEnumerable<string> Shared(FailoverPlan drilled, FailoverPlan real) =>
        DrillRules.Rehearsed(drilled).Intersect(DrillRules.Production(real), StringComparer.OrdinalIgnoreCase);

    private static PlanNode.Map Turn(PlanNode.Map plan, PlanNode.Map back, PlanNode primary, PlanNode target, IReadOnlyList<PlanNode> readings)
    {
        var entries = new List<PlanEntry>();
        foreach (var entry in plan.Entries.Where(e => e.Key != "failback" && (e.Key == "title" || !Turning.Contains(e.Key))))
        {
            entries.Add(entry.Key switch
            {
                "primary" => entry with { Value = target },
                "target" => entry with { Value = primary },
                "title" => Entry(back, "title") is { } title ? entry with { Value = title } : Back(entry, primary),
                "readings" when entry.Value is PlanNode.List list => entry with { Value = new PlanNode.List([.. list.Items, .. readings], list.Line, list.Column) },
                _ => entry,
            });
        }

        return new PlanNode.Map([.. entries, .. back.Entries.Where(e => e.Key != "title" && Turning.Contains(e.Key))], back.Line, back.Column);
    }

    private static PlanEntry Back(PlanEntry title, PlanNode primary) => title.Value is PlanNode.Scalar { Text: { Length: < 400 } text } && primary is PlanNode.Scalar region
        ? title with { Value = new PlanNode.Scalar($"{text}: back to {region.Text}", title.Value.Line, title.Value.Column) }
        : title;

    /// <summary>A reading of the way out says nothing of the way back: it measures the other link, or the fence of the other region.</summary>
    private static void OneDirection(PlanSection plan, PlanSection back)
    {
        if (Entry(plan.Map, "inputs") is not PlanNode.Map ahead || Entry(back.Map, "inputs") is not PlanNode.Map inputs)
        {
            return;
        }

        foreach (var key in (string[])["replicationLag", "fenced", "primaryDead"])
        {
            if (Entry(inputs, key) is PlanNode.Scalar { Text.Length: > 0 } named && ahead.Entries.Any(e => e.Key != "writeRate" && e.Value is PlanNode.Scalar other && other.Text == named.Text))
            {
                plan.Faults.Add(named, "one-direction", $"`{key}` of the way back is a reading of the way out", PlanFault.Quote(named.Text),
                    "name a reading that looks the other way, under `failback.readings`");
            }
        }
    }

    private static PlanNode? Entry(PlanNode.Map map, string key) => map.Entries.FirstOrDefault(e => e.Key == key)?.Value;
}
