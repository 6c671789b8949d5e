using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>Gates about what surrounds the move: G3 (not corruption), G13 (rehearsed), G14 (controller safe), G16 (way back).</summary>
internal static class SafetyGates
{
    internal static GateResult Integrity(PlanGate gate, GateFacts facts) => gate.Terms is GateTerms.Integrity terms
        ? Sighting.AllOf(gate, facts, [Sighting.Of(terms.Probe, gate, facts), Sighting.Of(terms.NoChange, gate, facts)])
        : GateResult.Unknown(gate.Id, facts.Now, "The plan names no integrity probe.");

    /// <summary>Never rehearsed counts as closed: nothing that could become known in an incident would open it.</summary>
    internal static GateResult Rehearsed(PlanGate gate, GateFacts facts)
    {
        var word = Words.Of(facts.Mode);
        var limit = Durations.Text(gate.MaxAge);
        if (facts.Mode == FailureMode.Unknown)
        {
            return GateResult.Closed(gate.Id, facts.Now, "The failure mode is not classified, so no drill of it can be named (`ask`).");
        }

        var drills = facts.Drills.Where(d => d.Mode == facts.Mode && d.At <= facts.Now).OrderByDescending(d => d.At).ToList();
        if (drills.Count == 0)
        {
            return GateResult.Closed(gate.Id, facts.Now, $"No drill of {word} is recorded for {facts.Plan.Service}.");
        }

        if (drills.Find(d => d.Succeeded) is not { } passed)
        {
            return GateResult.Closed(gate.Id, facts.Now, $"No drill of {word} has succeeded; the last one, {Durations.Text(facts.Now - drills[0].At)} ago, failed.", Evidence(drills[0], limit));
        }

        return facts.Now - passed.At <= gate.MaxAge
            ? GateResult.Open(gate.Id, facts.Now, Evidence(passed, limit))
            : GateResult.Closed(gate.Id, facts.Now, $"The last successful drill of {word} was {Durations.Text(facts.Now - passed.At)} ago; the limit is {limit}.", Evidence(passed, limit));
    }

    /// <summary>The bot must survive what it reports on, and so must all that the other gates look at. Nobody may waive it.</summary>
    internal static GateResult Controller(PlanGate gate, GateFacts facts)
    {
        var failing = facts.Plan.Primary;
        var evidence = new List<GateEvidence> { new("the bot's region", facts.BotRegion ?? "unknown", $"not {failing}", "configuration", facts.Now) };
        var (closed, unknown) = (new List<string>(), new List<string>());
        if (facts.BotRegion is null)
        {
            unknown.Add("Nobody has said in which region the bot runs (setting Readings:Region).");
        }
        else if (facts.BotRegion == failing)
        {
            closed.Add($"The bot runs in {failing}, the region that fails.");
        }

        foreach (var id in Evidence(facts.Plan))
        {
            if (Served(id, facts) == failing)
            {
                closed.Add($"{id}, on which a gate rests, is observed or served from {failing}.");
                evidence.Add(new GateEvidence(id, failing, $"not {failing}", "plan", facts.Now));
            }
        }

        return new GateResult(gate.Id, closed.Count > 0 ? GateVerdict.Closed : unknown.Count > 0 ? GateVerdict.Unknown : GateVerdict.Open,
            [.. closed, .. unknown], evidence, facts.Now);
    }

    internal static GateResult WayBack(PlanGate gate, GateFacts facts)
    {
        var missing = Enum.GetValues<Duty>().Where(d => !facts.Owners.ContainsKey(d)).ToList();
        var evidence = facts.Owners.OrderBy(o => o.Key).Select(o => new GateEvidence($"owner of {Words.Of(o.Key)}", o.Value.Name, "named", "people", o.Value.At)).ToList();
        return missing.Count == 0
            ? GateResult.Open(gate.Id, facts.Now, evidence)
            : new GateResult(gate.Id, GateVerdict.Closed, [.. missing.Select(d => $"Nobody owns the {Words.Of(d)} (`owner {Words.Of(d)} NAME`).")], evidence, facts.Now);
    }

    /// <summary>Every reading that some gate of the plan rests on.</summary>
    private static IEnumerable<string> Evidence(FailoverPlan plan) => plan.Gates.SelectMany(g => g.ReadingIds().Concat(g.Id switch
    {
        GateId.G4 => [plan.Inputs.ReplicationLag],
        GateId.G5 => new[] { plan.Inputs.PrimaryDead, plan.Inputs.Fenced }.OfType<string>(),
        _ => [],
    })).Distinct();

    /// <summary>The primary if the reading comes from there by any account, its plan's or its sample's; else where its observer stands.</summary>
    private static string? Served(string id, GateFacts facts)
    {
        var (planned, taken) = (facts.Plan.Reading(id), facts.Find(id));
        return planned?.ServedFrom == facts.Plan.Primary || taken?.ObservedFrom == facts.Plan.Primary ? facts.Plan.Primary : planned?.ObservedFrom;
    }

    private static GateEvidence Evidence(DrillFact drill, string limit) =>
        new($"drill of {Words.Of(drill.Mode)}", drill.Succeeded ? "succeeded" : "failed", $"succeeded within {limit}", "log", drill.At);
}
