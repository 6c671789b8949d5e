using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>The numbers of one gate, from the plan or from readings, each with its evidence; what is unknown is said, never guessed.</summary>
internal sealed class Measure(PlanGate gate, GateFacts facts)
{
    /// <summary>What no quota, id or latency reaches: a larger number is a fault of its source, and sums of such stay far inside <c>decimal</c>.</summary>
    private const decimal Plausible = 1_000_000_000_000_000_000_000_000m;

    internal List<GateEvidence> Evidence { get; } = [];

    /// <summary>A reading's value; null, with a reason added, while it is unknown.</summary>
    internal decimal? Of(string id, string threshold, List<string> unknown)
    {
        if (facts.Find(id) is not { } reading)
        {
            unknown.Add($"{id} was never sampled.");
            return null;
        }

        Evidence.Add(Gates.Evidence(reading, threshold));
        if (ObserverGates.Known(reading, gate, facts.Now, out var why) is not { } value)
        {
            unknown.Add(why);
            return null;
        }

        if (value is < -Plausible or > Plausible)
        {
            unknown.Add($"{id} is unknown: its source gives a number that nothing real reaches.");
            return null;
        }

        return value;
    }

    internal decimal? Of(Amount amount, string threshold, List<string> unknown) =>
        amount.Reading is { } id ? Of(id, threshold, unknown) : amount.Number;

    /// <summary>Adds what was computed, at the time of this look.</summary>
    internal void Found(string name, string value, string threshold) => Evidence.Add(new GateEvidence(name, value, threshold, "plan and readings", facts.Now));

    /// <summary>Closed outweighs unknown, and unknown outweighs open.</summary>
    internal GateResult Answer(List<string> closed, List<string> unknown) => new(
        gate.Id, closed.Count > 0 ? GateVerdict.Closed : unknown.Count > 0 ? GateVerdict.Unknown : GateVerdict.Open,
        [.. closed, .. unknown], Evidence, facts.Now);
}
