using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Readiness;

/// <summary>
/// 25 points: the plan's gates as of now. What holds at all times must be open; what only an incident opens (outage, fence, winner) must be
/// answerable, for whoever looks then. G8 and G13 are parts of their own; G1, G15 and G16 are people's, in the incident.
/// </summary>
internal static class GatePart
{
    internal static ReadinessPart Of(ReadinessFacts facts)
    {
        var gates = facts.Gates();
        var items = facts.Plan.Gates.Where(g => g.Id is not (GateId.G1 or GateId.G8 or GateId.G13 or GateId.G15 or GateId.G16)).Select(g => Item(g, gates)).ToList();
        return new ReadinessPart("gates", 25, items, items.Count);
    }

    private static ReadinessItem Item(PlanGate gate, GateFacts facts)
    {
        var name = $"{gate.Id} {PlanSheet.Meaning(gate.Id)}";
        if (gate.Id is GateId.G2 or GateId.G5 or GateId.G6)
        {
            return Answerable(name, gate, facts);
        }

        var result = Gates.Evaluate(gate, facts);
        var why = Asked(gate, facts) ?? string.Join(" ", result.Reasons);
        return result.Verdict switch
        {
            GateVerdict.Open => ReadinessItem.Good(name, "open"),
            GateVerdict.Closed => ReadinessItem.Missing(name, $"closed: {why}", $"open {gate.Id}: {why}"),
            _ => ReadinessItem.Unknown(name, why, $"make {gate.Id} known: {why}"),
        };
    }

    private static ReadinessItem Answerable(string name, PlanGate gate, GateFacts facts)
    {
        var ids = gate.Id == GateId.G5 ? new[] { facts.Plan.Inputs.Fenced, facts.Plan.Inputs.PrimaryDead }.OfType<string>().ToList() : [.. gate.ReadingIds()];
        if (ids.Count == 0)
        {
            return ReadinessItem.Unknown(name, "no reading answers it", $"give {gate.Id} a reading");
        }

        var unknown = ids.Select(id => facts.Find(id) is not { } reading ? $"{id} was never sampled."
            : ObserverGates.Known(reading, gate, facts.Now, out var why) is null ? why : null).OfType<string>().ToList();
        var said = Asked(gate, facts) ?? string.Join(" ", unknown);
        return unknown.Count == 0
            ? ReadinessItem.Good(name, $"can be told: {string.Join(", ", ids)}")
            : ReadinessItem.Unknown(name, said, $"make {gate.Id} known: {said}");
    }

    /// <summary>What only a person answers is asked in an incident: until then nobody knows it.</summary>
    private static string? Asked(PlanGate gate, GateFacts facts)
    {
        var asked = gate.ReadingIds().Where(id => facts.Plan.Reading(id)?.Source is ReadingSource.Person && facts.Find(id)?.ValueAt(facts.Now) is null).ToList();
        return asked.Count == 0 ? null : $"only a person answers {string.Join(", ", asked)}, once asked in an incident.";
    }
}
