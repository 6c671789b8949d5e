namespace IncidentBot.Workflow.Plans;

/// <summary>A gate that a plan picks, with the readings it rests on; a plan can tighten a gate, never loosen it.</summary>
/// <param name="Observers">G2 and G7: conditions on readings. G2 counts those that say "down"; G7 needs them all.</param>
/// <param name="Quorum">G2: how many observers must agree; at least 2.</param>
/// <param name="MaxAge">The oldest evidence that counts; never above the gate's own maximum.</param>
public sealed record PlanGate(GateId Id, IReadOnlyList<ReadingCheck> Observers, int Quorum, TimeSpan MaxAge)
{
    /// <summary>What the gate is held against beyond observers; null for the gates that need nothing more.</summary>
    public GateTerms? Terms { get; init; }

    /// <summary>The roles that must all waive it, where the plan asks for more than the table; empty: nobody may. Null: the table's.</summary>
    public IReadOnlyList<Role>? Waivers { get; init; }

    /// <summary>The oldest evidence that each gate accepts, which a plan may shorten.</summary>
    public static TimeSpan Maximum(GateId id) => id switch
    {
        GateId.G1 or GateId.G3 or GateId.G9 => TimeSpan.FromMinutes(5),
        GateId.G2 => TimeSpan.FromSeconds(60),
        GateId.G4 or GateId.G5 or GateId.G6 => TimeSpan.FromSeconds(30),
        GateId.G7 => TimeSpan.FromMinutes(2),
        GateId.G8 or GateId.G11 => TimeSpan.FromMinutes(15),
        GateId.G10 => TimeSpan.FromHours(1),
        GateId.G13 => TimeSpan.FromDays(90),
        GateId.G12 or GateId.G14 or GateId.G15 or GateId.G16 => TimeSpan.MaxValue,
        _ => throw new InvalidOperationException($"No gate '{id}'."),
    };

    /// <summary>The ids of all readings that the gate itself names.</summary>
    public IEnumerable<string> ReadingIds() => Observers.Select(o => o.Reading).Concat(Terms?.ReadingIds() ?? []).Distinct();
}
