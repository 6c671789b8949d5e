using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>Gates that rest on several readings: G2 (the outage is confirmed by a quorum) and G7 (the target is healthy in every respect).</summary>
internal static class ObserverGates
{
    /// <summary>G2: at least the quorum of observers says "down", and one of those stands outside both regions.</summary>
    internal static GateResult Confirmed(PlanGate gate, GateFacts facts)
    {
        var seen = Sighting.All(gate.Observers, gate, facts);
        var down = seen.Where(s => s.Holds == true).ToList();
        if (down.Count >= gate.Quorum && down.Any(s => IsOutside(s.Check, facts.Plan)))
        {
            return new GateResult(gate.Id, GateVerdict.Open, [], Sighting.Evidence(seen), facts.Now);
        }

        var reasons = Sighting.Reasons(seen);
        reasons.Insert(0, down.Count >= gate.Quorum
            ? "No observer outside both regions confirms the outage."
            : $"{down.Count} of {gate.Observers.Count} observers confirm the outage; {gate.Quorum} are needed, one of them outside both regions.");
        var unknown = seen.Where(s => s.Holds is null).ToList();
        var couldBeOpen = down.Count + unknown.Count >= gate.Quorum && down.Concat(unknown).Any(s => IsOutside(s.Check, facts.Plan));
        return new GateResult(gate.Id, unknown.Count > 0 && couldBeOpen ? GateVerdict.Unknown : GateVerdict.Closed, reasons, Sighting.Evidence(seen), facts.Now);
    }

    /// <summary>G7: every condition holds.</summary>
    internal static GateResult Healthy(PlanGate gate, GateFacts facts) =>
        Sighting.AllOf(gate, facts, Sighting.All(gate.Observers, gate, facts));

    /// <summary>A reading's value if it is known and young enough for both its own limit and the gate's; else why not.</summary>
    internal static decimal? Known(Reading reading, PlanGate gate, DateTimeOffset now, out string why)
    {
        if (reading.ValueAt(now) is { } value)
        {
            var age = now - reading.SampledAt;
            if (age <= gate.MaxAge)
            {
                why = "";
                return value;
            }

            why = $"{reading.Id} is unknown: its sample is {Durations.Text(age)} old, {gate.Id} accepts {Durations.Text(gate.MaxAge)}.";
            return null;
        }

        why = (reading.UnknownAt(now) ?? $"{reading.Id} is unknown") + ".";
        return null;
    }

    private static bool IsOutside(ReadingCheck check, FailoverPlan plan) =>
        plan.Reading(check.Reading) is { } reading && reading.ObservedFrom != plan.Primary && reading.ObservedFrom != plan.Target;
}
