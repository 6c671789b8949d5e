using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>G1: the failure mode is classified, lately, and its verdict permits a failover.</summary>
internal static class ModeGate
{
    internal static GateResult Evaluate(PlanGate gate, GateFacts facts)
    {
        var word = Words.Of(facts.Mode);
        if (facts.Mode == FailureMode.Unknown || facts.ModeAt is not { } classified)
        {
            return GateResult.Unknown(gate.Id, facts.Now, "The failure mode is not classified (`ask`).");
        }

        var evidence = new GateEvidence("failure mode", word, "permits failover", "people", classified);
        var verdict = TreeVerdict.At(facts);
        if (!verdict.PermitsFailover)
        {
            return GateResult.Closed(gate.Id, facts.Now, verdict.Words, evidence);
        }

        var age = facts.Now - classified;
        return age <= gate.MaxAge
            ? GateResult.Open(gate.Id, facts.Now, evidence)
            : GateResult.Unknown(gate.Id, facts.Now,
                $"The classification is {Durations.Text(age)} old, the limit is {Durations.Text(gate.MaxAge)}: confirm it (`mode {word}`).", evidence);
    }
}
