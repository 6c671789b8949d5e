namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Findings about where evidence comes from, beyond where its observer stands.</summary>
internal static class VantageRules
{
    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        new("shared-health-check", "one host says that the primary is down and that the target is well: a fault of it decides both",
            "ask the target's health of the target itself, past what fronts both regions", SharedHealthCheck),
        new("served-from-primary", "a gate rests on an answer that the primary serves, wherever it is asked from: gate G14 refuses it in an outage",
            "take it from a copy in the target or in a third region", ServedFromPrimary),
        new("lag-by-word", "the replication lag is a person's word: exposure and loss are as good as a guess",
            "read it from the target's own metrics", plan => plan.Reading(plan.Inputs.ReplicationLag) is { Source: ReadingSource.Person } lag ? [new Remark($"reading {lag.Id}")] : []),
        new("fence-read-only-once", "gate G5 has no reading of its own for the fence: writes that are accepted again after the fence step stay unseen",
            "write `inputs.fenced`, a reading that tries a write and sees it refused", plan => plan.Inputs.Fenced is null ? [new Remark("inputs")] : []),
    ];

    private static IEnumerable<Remark> SharedHealthCheck(FailoverPlan plan) =>
        Hosts(plan, GateId.G2).Intersect(Hosts(plan, GateId.G7)).Select(host =>
            new Remark("gate G7", $"{host} says both that {plan.Primary} is down (G2) and that {plan.Target} is well (G7): a fault of it decides both"));

    private static IEnumerable<Remark> ServedFromPrimary(FailoverPlan plan) =>
        from reading in plan.Readings
        where reading.ServedFrom == plan.Primary && reading.ObservedFrom != plan.Primary && EvidenceRules.Evidence(plan).Contains(reading.Id)
        select new Remark($"reading {reading.Id}",
            $"a gate rests on reading {reading.Id}, which {plan.Primary} serves although it is observed from {reading.ObservedFrom}: gate G14 refuses it in an outage");

    /// <summary>Hosts only: a region's metric store holds the metrics of many observers.</summary>
    private static IEnumerable<string> Hosts(FailoverPlan plan, GateId gate) => (plan.Gate(gate)?.Observers ?? [])
        .Select(o => plan.Reading(o.Reading)?.Source).Where(s => s is ReadingSource.Http or ReadingSource.Tcp).Select(s => s!.Answerer()).OfType<string>().Distinct();
}
