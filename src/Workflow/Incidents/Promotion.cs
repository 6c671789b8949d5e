using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>What must hold whenever the promotion itself begins, the first time and each time after: no corruption, and the old primary fenced, dead, or waived.</summary>
internal static class Promotion
{
    internal static readonly IReadOnlyList<string> Remedies =
        ["`retry` once the fence is proven, or after `waive G5 we accept split-brain because ...` by commander and data-owner; `stand-down` goes back."];

    /// <summary>Why the promotion may not begin now; null if it may.</summary>
    /// <param name="unknownCounts">
    /// Whether a fence that is unknown counts as lost. A person who orders another attempt must see it proven; the first one rests on the press,
    /// which did, and only news to the contrary stop it.
    /// </param>
    internal static string? WhyNot(Deciding deciding, bool unknownCounts) =>
        deciding.Incident.Mode == FailureMode.DataCorruption
            ? "The failure mode is data corruption: nothing may be promoted."
            : FenceIs(deciding, unknownCounts) ?? Undrained(deciding);

    /// <summary>The press rested on a drain behind one fence: if writes got through since, it must be measured again.</summary>
    private static string? Undrained(Deciding deciding) =>
        deciding.Failover.Proposal?.Mode == FailureMode.PlannedSwitchover
            && Drain.Of(deciding.Plan, deciding.Incident.FencedAt, deciding.Incident.RecoveryPoint) is { IsDone: false } drain
            ? string.Join(" ", drain.Reasons)
            : null;

    /// <summary>Why G5 does not let anything pass; null if it is open or waived.</summary>
    internal static string? FenceIs(Deciding deciding, bool unknownCounts)
    {
        if (deciding.Plan.Gate(GateId.G5) is not { } gate || Waivers.Enough(deciding, gate, null))
        {
            return null;
        }

        var result = Gates.Evaluate(gate, Outlook.FactsAt(deciding.Situation, deciding.Now));
        return result.Verdict == GateVerdict.Closed || (unknownCounts && result.Verdict == GateVerdict.Unknown)
            ? $"G5 is {Words.Of(result.Verdict)}: {string.Join(" ", result.Reasons)}"
            : null;
    }
}
