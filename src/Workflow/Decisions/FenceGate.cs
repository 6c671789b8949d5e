using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>G5: writes to the old primary are verified to be refused, or the old primary is proven dead.</summary>
internal static class FenceGate
{
    internal static GateResult Evaluate(PlanGate gate, GateFacts facts)
    {
        var evidence = new List<GateEvidence>();
        var reasons = new List<string>();
        var dead = Say(facts.Plan.Inputs.PrimaryDead, gate, facts, evidence, reasons);
        var fenced = facts.Plan.Inputs.Fenced is { } probe
            ? Say(probe, gate, facts, evidence, reasons)
            : facts.FencedAt is { } verified && facts.Now - verified <= gate.MaxAge;

        if (dead == true)
        {
            return GateResult.Open(gate.Id, facts.Now, evidence);
        }

        if (fenced == true && facts.FencedAt is { } at)
        {
            evidence.Add(new GateEvidence("fence", $"epoch {facts.FenceEpoch}", "placed and verified", "log", at));
            return GateResult.Open(gate.Id, facts.Now, evidence);
        }

        if (facts.FencedAt is null)
        {
            reasons.Insert(0, "The old primary is neither fenced nor proven dead.");
        }
        else if (fenced == false)
        {
            reasons.Insert(0, "The fence was placed, but writes to the old primary are not refused now.");
        }

        var known = fenced is not null && dead is not null;
        return new GateResult(gate.Id, known || facts.FencedAt is null ? GateVerdict.Closed : GateVerdict.Unknown, reasons, evidence, facts.Now);
    }

    private static bool? Say(string? id, PlanGate gate, GateFacts facts, List<GateEvidence> evidence, List<string> reasons)
    {
        if (id is null)
        {
            return false;
        }

        if (facts.Find(id) is not { } reading)
        {
            reasons.Add($"{id} was never sampled.");
            return null;
        }

        evidence.Add(Gates.Evidence(reading, "= 1"));
        if (ObserverGates.Known(reading, gate, facts.Now, out var why) is { } value)
        {
            return value == 1;
        }

        reasons.Add(why);
        return null;
    }
}
