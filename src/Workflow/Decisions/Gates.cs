using System.Globalization;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>The gates of a plan, evaluated on given facts. A gate that cannot tell says unknown, with the reason, and counts as closed.</summary>
public static class Gates
{
    /// <summary>How long after a promotion the next one of the same service needs a waiver.</summary>
    public static readonly TimeSpan RestBetweenFailovers = TimeSpan.FromHours(1);

    /// <summary>Every gate that the plan picks and the failure mode asks for, in order.</summary>
    public static IReadOnlyList<GateResult> Evaluate(GateFacts facts)
    {
        var results = new List<GateResult>(facts.Plan.Gates.Count);
        for (var i = 0; i < facts.Plan.Gates.Count; i++)
        {
            if (Applies(facts.Plan.Gates[i].Id, facts.Mode))
            {
                results.Add(Evaluate(facts.Plan.Gates[i], facts));
            }
        }

        return results;
    }

    /// <summary>Whether a gate is asked for a failure mode: all are, but a planned switchover, whose source is healthy, has no outage to confirm (G2).</summary>
    /// <remarks>In its place a planned switchover is held to <see cref="Drain"/>, which nobody may waive.</remarks>
    public static bool Applies(GateId gate, FailureMode mode) => mode != FailureMode.PlannedSwitchover || gate != GateId.G2;

    /// <summary>One gate.</summary>
    public static GateResult Evaluate(PlanGate gate, GateFacts facts) => gate.Id switch
    {
        GateId.G1 => ModeGate.Evaluate(gate, facts),
        GateId.G2 => ObserverGates.Confirmed(gate, facts),
        GateId.G3 => SafetyGates.Integrity(gate, facts),
        GateId.G4 => Exposure(gate, facts),
        GateId.G5 => FenceGate.Evaluate(gate, facts),
        GateId.G6 => WitnessGate.Evaluate(gate, facts),
        GateId.G7 => ObserverGates.Healthy(gate, facts),
        GateId.G8 => ReadinessGates.Capacity(gate, facts),
        GateId.G9 => ReadinessGates.Dependencies(gate, facts),
        GateId.G10 => ReadinessGates.Parity(gate, facts),
        GateId.G11 => ReadinessGates.Latency(gate, facts),
        GateId.G12 => NothingElse(gate, facts),
        GateId.G13 => SafetyGates.Rehearsed(gate, facts),
        GateId.G14 => SafetyGates.Controller(gate, facts),
        GateId.G15 => PeopleTold(gate, facts),
        GateId.G16 => SafetyGates.WayBack(gate, facts),
        _ => throw new InvalidOperationException($"No gate '{gate.Id}'."),
    };

    private static GateResult Exposure(PlanGate gate, GateFacts facts)
    {
        if (facts.Loss?.Exposure is not { } exposure)
        {
            return GateResult.Unknown(gate.Id, facts.Now, "Replication lag was never sampled: nobody can say how much would be lost.");
        }

        var evidence = new GateEvidence("exposure", Durations.Text(exposure.Span), $"RPO {Durations.Text(facts.Plan.Rpo)}",
            facts.Plan.Inputs.ReplicationLag, exposure.SampledAt);
        return exposure.Span <= facts.Plan.Rpo
            ? GateResult.Open(gate.Id, facts.Now, evidence)
            : GateResult.Closed(gate.Id, facts.Now,
                $"The exposure is {Durations.Text(exposure.Span)}; the RPO is {Durations.Text(facts.Plan.Rpo)}.", evidence);
    }

    private static GateResult NothingElse(PlanGate gate, GateFacts facts)
    {
        if (facts.FailoverOf is { } other && other != facts.Incident)
        {
            return GateResult.Closed(gate.Id, facts.Now, $"Another failover of {facts.Plan.Service} is under way in {other}.");
        }

        if (facts.LastPromotionAt is { } last && facts.Now - last < RestBetweenFailovers)
        {
            return GateResult.Closed(gate.Id, facts.Now,
                $"{facts.Plan.Service} was failed over {Durations.Text(facts.Now - last)} ago; wait an hour, or have the commander waive G12.",
                new GateEvidence("last promotion", Durations.Stamp(last), "1 h ago", "log", last));
        }

        return GateResult.Open(gate.Id, facts.Now);
    }

    private static GateResult PeopleTold(PlanGate gate, GateFacts facts)
    {
        if (facts.DraftedAt is { } drafted && drafted >= facts.ProposedAt)
        {
            return GateResult.Open(gate.Id, facts.Now,
                new GateEvidence("update drafted", Durations.Clock(drafted), "after the proposal", "log", drafted));
        }

        return GateResult.Closed(gate.Id, facts.Now,
            "No stakeholder update with loss window and ETA has been drafted since the proposal (`update preview executives`).");
    }

    /// <summary>A reading's value as evidence, with the threshold it was held against.</summary>
    internal static GateEvidence Evidence(Reading reading, string threshold) =>
        new(reading.Id, reading.Value?.ToString(CultureInfo.InvariantCulture) ?? "none", threshold, reading.Source, reading.SampledAt);
}
