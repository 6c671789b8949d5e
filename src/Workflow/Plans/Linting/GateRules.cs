namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Findings about gates that a plan may leave out, and what then goes unasked.</summary>
internal static class GateRules
{
    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        Missing(GateId.G3, "integrity-unprobed", "nothing tells corruption from an outage: a failover would serve the damage from the other region",
            "pick gate G3 with `probe` and `noChange`"),
        Missing(GateId.G6, "no-witness", "two regions can lose sight of each other, and no rule agreed beforehand names the one that may write",
            "pick gate G6 with `witnesses`, a `lease` or `lowestId`"),
        Missing(GateId.G7, "target-unchecked", "nothing asks whether the target's data are healthy before it is promoted",
            "pick gate G7 with a reading of the replica's own health"),
        Missing(GateId.G8, "quota-not-listed", "no quota of the target is listed: the move may end at a limit after the point of no return",
            "pick gate G8 and name every quota that the move touches"),
        Missing(GateId.G9, "dependencies-unlisted", "nothing asks whether auth, payments, queues, secrets and certificates answer from the target",
            "pick gate G9 and name each dependency"),
        Missing(GateId.G10, "parity-unchecked", "nothing compares the configuration of the regions: the target may run another release or other flags",
            "pick gate G10 with a digest of each region's configuration"),
        Missing(GateId.G13, "not-rehearsed", "nothing asks for a successful drill within 90 days: the first run would be the real one",
            "pick gate G13, and drill"),
        Missing(GateId.G14, "controller-unguarded", "nothing asks whether the bot, or what its gates rest on, is in the failing region",
            "pick gate G14, and set `Readings:Region`"),
        Missing(GateId.G16, "no-way-back", "nobody is asked to own failback and reconciliation before the way back is needed",
            "pick gate G16"),
        new("no-spare-witness", "every witness must answer for its quorum: one that is silent closes gate G6, which nobody may waive",
            "add a witness, so that one may be silent", plan => plan.Gate(GateId.G6)?.Terms is GateTerms.Quorum q && q.Needed == q.Witnesses.Count ? [new Remark("gate G6")] : []),
    ];

    private static LintRule Missing(GateId gate, string id, string objection, string fix) =>
        new(id, objection, fix, plan => plan.Gate(gate) is null ? [new Remark("gates")] : []);
}
