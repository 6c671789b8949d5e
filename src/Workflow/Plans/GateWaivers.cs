namespace IncidentBot.Workflow.Plans;

/// <summary>Who may waive which gate: the table, and what a plan asks for on top of it.</summary>
public static class GateWaivers
{
    /// <summary>
    /// The roles that must together waive a gate, each by another person. Empty: nobody may, save for G4, which an approver waives whose
    /// ceiling covers the loss bound.
    /// </summary>
    public static IReadOnlyList<Role> Of(GateId gate) => gate switch
    {
        GateId.G1 or GateId.G5 => [Role.Commander, Role.DataOwner],
        GateId.G2 or GateId.G8 or GateId.G9 or GateId.G10 or GateId.G12 or GateId.G13 or GateId.G16 => [Role.Commander],
        GateId.G3 => [Role.DataOwner, Role.Executive],
        GateId.G4 or GateId.G6 or GateId.G14 => [],
        GateId.G7 => [Role.DataOwner],
        GateId.G11 => [Role.ProductOwner],
        GateId.G15 => [Role.CommsLead],
        _ => throw new InvalidOperationException($"No gate '{gate}'."),
    };

    /// <summary>As <see cref="Of(GateId)"/>, with what the plan asks for on top.</summary>
    public static IReadOnlyList<Role> Of(PlanGate gate) => gate.Waivers ?? Of(gate.Id);

    /// <summary>Whether nobody at all may waive it: by the table G6 and G14, and whatever else the plan closes.</summary>
    public static bool NobodyMay(PlanGate gate) => Of(gate).Count == 0 && (gate.Id != GateId.G4 || gate.Waivers is not null);

    /// <summary>Who waives a gate, in words: its owners.</summary>
    public static string InWords(PlanGate gate) => NobodyMay(gate) ? "nobody"
        : gate is { Id: GateId.G4, Waivers: null } ? "an approver whose ceiling covers the loss"
        : string.Join(" and ", Of(gate).Select(Words.Of)) + (gate.Id == GateId.G9 ? ", each dependency by its name" : "");
}
