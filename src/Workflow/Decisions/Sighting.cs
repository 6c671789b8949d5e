using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>One look at one condition: whether it holds, or why nobody can tell.</summary>
/// <param name="Holds">Null while the reading is unknown or too old for the gate.</param>
/// <param name="Why">Why it does not hold, or is unknown; null exactly when it holds.</param>
internal sealed record Sighting(ReadingCheck Check, Reading? Reading, bool? Holds, string? Why)
{
    internal static Sighting Of(ReadingCheck check, PlanGate gate, GateFacts facts)
    {
        if (facts.Find(check.Reading) is not { } reading)
        {
            return new Sighting(check, null, null, $"{check.Reading} was never sampled.");
        }

        if (ObserverGates.Known(reading, gate, facts.Now, out var why) is not { } value)
        {
            return new Sighting(check, reading, null, why);
        }

        var holds = check.Holds(value);
        return new Sighting(check, reading, holds, holds ? null : FormattableString.Invariant($"{check.Reading} is {value}; needed: {check}."));
    }

    internal static List<Sighting> All(IEnumerable<ReadingCheck> checks, PlanGate gate, GateFacts facts) =>
        [.. checks.Select(c => Of(c, gate, facts))];

    internal static List<string> Reasons(IEnumerable<Sighting> seen) => [.. seen.Where(s => s.Why is not null).Select(s => s.Why!)];

    internal static IReadOnlyList<GateEvidence> Evidence(IEnumerable<Sighting> seen) =>
        [.. seen.Where(s => s.Reading is not null).Select(s => Gates.Evidence(s.Reading!, s.Check.ToString()))];

    /// <summary>A gate that needs all of these: open if all hold, closed if one does not, else unknown.</summary>
    internal static GateResult AllOf(PlanGate gate, GateFacts facts, List<Sighting> seen) =>
        seen.Count > 0 && seen.All(s => s.Holds == true)
            ? new GateResult(gate.Id, GateVerdict.Open, [], Evidence(seen), facts.Now)
            : new GateResult(gate.Id, seen.Any(s => s.Holds == false) ? GateVerdict.Closed : GateVerdict.Unknown, Reasons(seen), Evidence(seen), facts.Now);
}
