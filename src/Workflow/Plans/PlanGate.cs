namespace IncidentBot.Workflow.Plans;

/// <summary>A gate that a plan picks, with the readings it rests on; a plan can tighten a gate, never loosen it.</summary>
/// <param name="Observers">G2 and G7: conditions on readings. G2 counts those that say "down"; G7 needs them all.</param>
/// <param name="Quorum">G2: how many observers must agree; at least 2.</param>
/// <param name="MaxAge">The oldest evidence that counts; never above the gate's own maximum.</param>
public sealed record PlanGate(GateId Id, IReadOnlyList<ReadingCheck> Observers, int Quorum, TimeSpan MaxAge)
{
    /// <summary>The oldest evidence that each gate accepts, which a plan may shorten.</summary>
    public static TimeSpan Maximum(GateId id) => id switch
    {
        GateId.G1 => TimeSpan.FromMinutes(5),
        GateId.G2 => TimeSpan.FromSeconds(60),
        GateId.G4 => TimeSpan.FromSeconds(30),
        GateId.G5 => TimeSpan.FromSeconds(30),
        GateId.G7 => TimeSpan.FromMinutes(2),
        GateId.G12 or GateId.G15 => TimeSpan.MaxValue,
        _ => throw new InvalidOperationException($"No gate '{id}'."),
    };
}
