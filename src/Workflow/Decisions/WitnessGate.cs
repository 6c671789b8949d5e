using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>G6: the rule agreed beforehand names the target as the one that may write. Nobody may waive it.</summary>
internal static class WitnessGate
{
    internal static GateResult Evaluate(PlanGate gate, GateFacts facts) => gate.Terms switch
    {
        GateTerms.Quorum terms => Quorum(gate, facts, terms),
        GateTerms.Lease terms => Sighting.AllOf(gate, facts, [Sighting.Of(terms.Held, gate, facts)]),
        GateTerms.LowestId terms => LowestId(gate, facts, terms),
        _ => GateResult.Unknown(gate.Id, facts.Now, "The plan names no rule by which a winner is found."),
    };

    private static GateResult Quorum(PlanGate gate, GateFacts facts, GateTerms.Quorum terms)
    {
        var seen = Sighting.All(terms.Witnesses, gate, facts);
        var votes = seen.Count(s => s.Holds == true);
        if (votes >= terms.Needed)
        {
            return new GateResult(gate.Id, GateVerdict.Open, [], Sighting.Evidence(seen), facts.Now);
        }

        var silent = seen.Count(s => s.Holds is null);
        return new GateResult(gate.Id, votes + silent >= terms.Needed ? GateVerdict.Unknown : GateVerdict.Closed,
            [$"{votes} of {seen.Count} witnesses name {facts.Plan.Target}; {terms.Needed} are needed.", .. Sighting.Reasons(seen)],
            Sighting.Evidence(seen), facts.Now);
    }

    private static GateResult LowestId(PlanGate gate, GateFacts facts, GateTerms.LowestId terms)
    {
        var measure = new Measure(gate, facts);
        var unknown = new List<string>();
        var primary = measure.Of(terms.Primary, $"above the id of {facts.Plan.Target}", unknown);
        var target = measure.Of(terms.Target, $"below the id of {facts.Plan.Primary}", unknown);
        if (primary is null || target is null)
        {
            return measure.Answer([], unknown);
        }

        measure.Found("lowest id", FormattableString.Invariant($"{facts.Plan.Target} {target}, {facts.Plan.Primary} {primary}"), $"{facts.Plan.Target} is lower");
        return measure.Answer(target < primary ? []
            : target == primary ? [FormattableString.Invariant($"Both regions have the id {target}: the rule names nobody.")]
            : [FormattableString.Invariant($"The rule names {facts.Plan.Primary}: its id {primary} is lower than {target}.")], unknown);
    }
}
