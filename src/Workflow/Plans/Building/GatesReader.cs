namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads <c>gates</c>: a map by gate id. A plan picks and tightens gates; it can neither drop a mandatory one nor loosen one.</summary>
internal sealed class GatesReader(PlanSection plan, CheckReader checks, IReadOnlyDictionary<string, KnownReading> readings, string primary, string target,
    IReadOnlyList<PlanPath> latency)
{
    private const int LeastQuorum = 2;

    private static readonly GateId[] Mandatory = [GateId.G1, GateId.G2, GateId.G4, GateId.G5, GateId.G12, GateId.G15];

    private readonly FaultLog faults = plan.Faults;

    public IReadOnlyList<PlanGate> Read()
    {
        if (plan.Section("gates", "gates", "{ G1: {}, G2: { observers: [...] }, G4: {}, G5: {}, G12: {}, G15: {} }", required: true) is not { } section)
        {
            return [];
        }

        faults.Keys(section.Map, Enum.GetNames<GateId>());
        var gates = section.Map.Entries.Select(Gate).OfType<PlanGate>().ToList();
        foreach (var id in Mandatory.Where(id => !section.Has(id.ToString())))
        {
            faults.Add(section.Map, "gate-missing", $"gate {id} is mandatory and missing", null, $"write `{id}:` under `gates`");
        }

        return [.. gates.OrderBy(g => g.Id)];
    }

    private PlanGate? Gate(PlanEntry entry)
    {
        var place = new PlanPlace(entry.Line, entry.Column);
        var id = Enum.GetValues<GateId>().Cast<GateId?>().FirstOrDefault(g => g.ToString() == entry.Key);
        if (id is null)
        {
            faults.Add(place, "unknown-word", "there is no such gate", PlanFault.Quote(entry.Key), $"write one of {string.Join(", ", Enum.GetValues<GateId>())}");
            return null;
        }

        faults.Mark($"gate {id}", place);
        if (PlanSection.Open(entry.Value, $"gate {id}", $"write `{id}: {{}}`", faults) is not { } section)
        {
            return null;
        }

        var maximum = PlanGate.Maximum(id.Value);
        var maxAge = maximum == TimeSpan.MaxValue || section.Find("maxAge") is not { } node ? maximum : MaxAge(id.Value, node, maximum);
        var observers = id is GateId.G2 or GateId.G7 ? Observers(section) : [];
        var quorum = id switch
        {
            GateId.G2 => Quorum(section, observers),
            GateId.G7 => observers.Count,
            _ => 0,
        };
        var terms = new GateTermsReader(checks, readings, section, latency).Read(id.Value);
        var waivers = GateWaiversReader.Read(id.Value, section);
        section.Close();
        return new PlanGate(id.Value, observers, quorum, maxAge) { Terms = terms, Waivers = waivers };
    }

    private TimeSpan MaxAge(GateId id, PlanNode node, TimeSpan maximum)
    {
        if (node is PlanNode.Scalar { Text: var text } && PlanDuration.TryRead(text, out var age) && age > maximum)
        {
            faults.Add(node, "gate-loosened", $"gate {id} accepts no evidence older than {PlanDuration.Write(maximum)}", PlanFault.Quote(text),
                $"write {PlanDuration.Write(maximum)} or less: a plan can tighten a gate, never loosen it");
            return maximum;
        }

        return Values.Duration(node, "maxAge", TimeSpan.FromMilliseconds(100), maximum, faults) ?? maximum;
    }

    private List<ReadingCheck> Observers(PlanSection section)
    {
        var observers = new List<ReadingCheck>();
        var nodes = section.Items("observers", "[ \"target-healthy = 1\" ]", required: true);
        foreach (var node in nodes)
        {
            if (checks.Read(node, "an observer") is not { } check)
            {
                continue;
            }

            if (observers.Any(o => o.Reading == check.Reading))
            {
                faults.Add(node, "duplicate-id", $"{section.Name} counts one reading twice", PlanFault.Quote(check.Reading), "name each reading once: two looks at one value are one observer");
            }

            observers.Add(check);
        }

        if (section.Find("observers") is PlanNode.List { Items.Count: 0 } empty)
        {
            faults.Add(empty, "bad-value", $"{section.Name} has no observer", null, "write at least one condition on a reading");
        }

        return observers;
    }

    private int Quorum(PlanSection section, List<ReadingCheck> observers)
    {
        var node = section.Find("quorum");
        var quorum = node is null ? LeastQuorum : Values.Whole(node, "quorum", int.MinValue, int.MaxValue, faults) ?? LeastQuorum;
        if (quorum < LeastQuorum)
        {
            faults.Add(node!, "gate-quorum", "gate G2 needs at least two observers that agree", FaultLog.Show(node!), "write 2 or more");
        }

        var declared = section.Find("observers") is PlanNode.List list ? list.Items.Count : 0;
        if (declared > 0 && declared < quorum)
        {
            faults.Add(section.Map, "gate-quorum", "gate G2 has fewer observers than its quorum",
                Values.Invariant($"{declared} for a quorum of {quorum}"), "add observers, or lower the quorum to no less than 2");
        }

        var regions = observers.Select(o => readings[o.Reading].ObservedFrom).ToList();
        if (observers.Count == declared && declared > 0 && regions.All(r => r is not null && (r == primary || r == target)))
        {
            faults.Add(section.Map, "gate-outside-observer", "no observer of gate G2 stands outside both regions", null,
                "add a condition on a reading with `observedFrom: outside`");
        }

        return quorum;
    }
}
