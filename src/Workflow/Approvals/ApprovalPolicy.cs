using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Approvals;

/// <summary>Which roles must approve a failover, and who may fill them.</summary>
public static class ApprovalPolicy
{
    /// <summary>The table's roles for the mode, the plan's additions, and the executive when the money at risk exceeds the plan's limit or is unknown while one is set.</summary>
    public static IReadOnlyList<Role> Required(FailoverPlan plan, FailureMode mode, decimal? moneyAtRisk)
    {
        var rule = plan.Approvals.FirstOrDefault(a => a.Mode == mode);
        var roles = new List<Role>(Verdict.Of(mode).Roles);
        roles.AddRange(rule?.Roles ?? []);
        if (rule?.ExecutiveAbove is { } limit && !(moneyAtRisk <= limit))
        {
            roles.Add(Role.Executive);
        }

        return [.. roles.Distinct().Order()];
    }

    /// <summary>The roles whose holders may fill a required one: the commander's also by the deputy, any other only by its own.</summary>
    public static IReadOnlyList<Role> FilledBy(Role required) =>
        required == Role.Commander ? [Role.Commander, Role.Deputy] : [required];

    /// <summary>
    /// The roles that must together waive a gate, each by another person. Empty: nobody may, save for G4, which an approver waives whose
    /// ceiling covers the loss bound.
    /// </summary>
    public static IReadOnlyList<Role> Waivers(GateId gate) => gate switch
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

    /// <summary>As <see cref="Waivers(GateId)"/>, with what the plan asks for on top.</summary>
    public static IReadOnlyList<Role> Waivers(PlanGate gate) => gate.Waivers ?? Waivers(gate.Id);

    /// <summary>Whether nobody at all may waive it: by the table G6 and G14, and whatever else the plan closes.</summary>
    public static bool NobodyWaives(PlanGate gate) => Waivers(gate).Count == 0 && (gate.Id != GateId.G4 || gate.Waivers is not null);

    /// <summary>Who waives a gate, in words: its owners.</summary>
    public static string WaivedBy(PlanGate gate) => NobodyWaives(gate) ? "nobody"
        : gate is { Id: GateId.G4, Waivers: null } ? "an approver whose ceiling covers the loss"
        : string.Join(" and ", Waivers(gate).Select(Words.Of)) + (gate.Id == GateId.G9 ? ", each dependency by its name" : "");
}
