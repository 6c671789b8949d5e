using IncidentBot.Workflow.Plans.Expressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>What the other sections may know of a declared reading, even when parts of it are faulty (then null).</summary>
internal sealed record KnownReading(ReadingUnit? Unit, string? ObservedFrom);

/// <summary>Reads <c>readings</c>.</summary>
internal sealed class ReadingsReader(FaultLog faults, string primary, string target)
{
    private const string Example = "[{ id: error-rate, ... }]";

    private readonly Dictionary<string, KnownReading> known = [];
    private ComputedReader? computed;

    /// <summary>All ids that are declared, for the sections that refer to them.</summary>
    public IReadOnlyDictionary<string, KnownReading> Known => known;

    public IReadOnlyList<PlanReading> Read(PlanSection plan)
    {
        computed = new ComputedReader(faults, known, primary, target);
        var readings = plan.Items("readings", Example, required: true).Select(Reading).OfType<PlanReading>().ToList();
        computed.Check();
        return [.. readings.Select(r => r.Source is ReadingSource.Computed && ComputedFromPrimary(readings, r.Id) ? r with { ServedFrom = primary } : r)];
    }

    private PlanReading? Reading(PlanNode node)
    {
        var title = node is PlanNode.Map named && named.Entries.FirstOrDefault(e => e.Key == "id")?.Value is PlanNode.Scalar { Text: var word }
            ? $"reading {word}" : "a reading";
        if (PlanSection.Open(node, title, "write `- id: NAME` and the reading's other keys", faults) is not { } section)
        {
            return null;
        }

        var id = section.Name("id", "error-rate");
        var label = section.Text("title", "Share of failed requests");
        var unit = section.Need("unit", "share") is { } unitNode && Values.Text(unitNode, "unit", faults) is { } unitText
            ? Values.Word<ReadingUnit>(unitText, unitNode.Place(), "unit", faults) : null;
        var maxAge = section.Duration("maxAge", null, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1), "10s");
        var from = ObservedFrom(section);
        var served = section.Find("servedFrom") is { } servedNode ? Values.Name(servedNode, "servedFrom", faults) : null;
        var source = section.Section("source", $"the source of {title}", "{ http: { url: ... } }", required: true) is { } inner
            ? SourceReader.Read(inner, unit, node => computed!.Read(node, id, unit, from)) : null;
        section.Close();
        if (source?.Region() is { } region && served is not null && served != region)
        {
            faults.Add(section.Find("servedFrom")!, "bad-value", $"the source of {title} is in {region}", PlanFault.Quote(served), "leave `servedFrom` out");
        }

        if (source?.OnlyUnit() is { } only && unit is not null && unit != only)
        {
            faults.Add(section.Find("unit")!, "wrong-unit", $"the source of {title} gives {Words.Of(only)}", PlanFault.Quote(Words.Of(unit.Value)), $"write `unit: {Words.Of(only)}`");
        }

        Declare(section, id, new KnownReading(unit, from));
        return id is null || label is null || unit is null || maxAge is null || from is null || source is null ? null
            : new PlanReading(id, label, unit.Value, maxAge.Value, from, source) { ServedFrom = served ?? source.Region() };
    }

    /// <summary>What rests on an answer from the primary goes down with it, whatever else it rests on.</summary>
    private bool ComputedFromPrimary(List<PlanReading> readings, string id)
    {
        var inputs = ComputedInputs.Of(readings, [id]);
        return readings.Exists(r => inputs.Contains(r.Id) && r.ServedFrom == primary);
    }

    private void Declare(PlanSection section, string? id, KnownReading reading)
    {
        if (id is null)
        {
            return;
        }

        faults.Mark($"reading {id}", section);
        if (!known.TryAdd(id, reading))
        {
            faults.Add(section.Find("id")!, "duplicate-id", "two readings have one id", PlanFault.Quote(id), "give each reading an id of its own");
        }
    }

    /// <summary>Only the plan's own regions or "outside": a misspelt region would otherwise count as an outside view.</summary>
    private string? ObservedFrom(PlanSection section)
    {
        if (section.Need("observedFrom", "outside") is not { } node || Values.Text(node, "observedFrom", faults) is not { } text)
        {
            return null;
        }

        if (text == "outside" || text == primary || text == target || primary.Length == 0 || target.Length == 0)
        {
            return text;
        }

        faults.Add(node, "unknown-reference", "`observedFrom` is neither of the plan's regions", PlanFault.Quote(text),
            $"write {primary}, {target} or outside");
        return null;
    }
}
