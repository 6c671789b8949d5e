using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Approvals;

/// <summary>What break-glass may never do: the one list of it. Epochs (I1) and corruption (I7) it cannot even name.</summary>
internal static class GlassLimits
{
    /// <summary>Why a gate can never be passed by breaking glass; null if it can.</summary>
    internal static string? WhyNever(PlanGate gate) => gate.Id switch
    {
        GateId.G3 => "G3 asks the data owner whether the data are sound, and nobody replaces the data owner in that.",
        GateId.G6 => "G6 is bypassed by nobody: two regions would both take themselves for the winner.",
        GateId.G9 => "G9 is passed for one dependency at a time: `waive G9 NAME because ...`, by the commander.",
        GateId.G14 => "G14 is bypassed by nobody: what the bot would decide on comes from the region that fails.",
        _ => GateWaivers.NobodyMay(gate) ? $"{gate.Id} is waived by nobody: the plan closes it." : null,
    };

    /// <summary>The roles whose absence lets break-glass pass a gate; the commander is one of the two and never absent.</summary>
    internal static IEnumerable<Role> Absent(PlanGate gate) => GateWaivers.Of(gate).Where(r => r != Role.Commander);
}
