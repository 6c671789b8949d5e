using System.Text.Json.Serialization;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>What a failure mode permits, who decides, and what to do instead of, or along with, a failover.</summary>
/// <param name="PermitsFailover">Whether a promotion may be proposed at all.</param>
/// <param name="Words">One sentence for the card.</param>
/// <param name="Roles">Who must approve a promotion; a plan can add roles, never take one away.</param>
/// <param name="Advice">The tasks this mode asks for, in order.</param>
public sealed record Verdict(
    FailureMode Mode, bool PermitsFailover, string Words, IReadOnlyList<Role> Roles, IReadOnlyList<string> Advice)
{
    /// <summary>What led to it: the answers that count, and what the plan's readings add; null where nobody was asked.</summary>
    public IReadOnlyList<string>? Because { get; init; }

    /// <summary>Whether its advice is the work to be done instead of a failover.</summary>
    [JsonIgnore]
    public bool IsTaskList => !PermitsFailover && Mode != FailureMode.Unknown;

    /// <summary>The table of failure modes. Nothing in a plan or a command can make a mode permit what this table does not.</summary>
    public static Verdict Of(FailureMode mode) => mode switch
    {
        FailureMode.DataCorruption => No(mode, "Never fail over: the target would serve the same wrong data.",
            [Role.DataOwner, Role.Commander],
            "Halt writes (freeze).", "Halt replication to the target.", "Restore in isolation.", "Compare with the damaged copy before anything is served."),
        FailureMode.NetworkPartition => Yes(mode, "Stay while the primary serves; move only if users are cut off, and only after a fence.",
            [Role.Commander, Role.DataOwner],
            "Halt writes when the exposure reaches the RPO.", "Fence before any move: both sides are alive."),
        FailureMode.RegionLoss => Yes(mode, "Ungraceful failover is permitted after a fence attempt; every approver states a loss ceiling.",
            [Role.Commander, Role.DataOwner],
            "Fence the old primary, or prove it dead.", "State the loss window to stakeholders before the press."),
        FailureMode.SingleZone => No(mode, "No region move: shift the zone, or fail over inside the region.",
            [Role.OnCallLead], "Shift traffic away from the zone.", "Fail the database over inside the region.", "See that users are served from the zones that are left."),
        FailureMode.DnsMisconfiguration => No(mode, "No promotion: the service answers direct probes; fix the record or the health check.",
            [Role.NetworkLead], "Probe both regions directly.", "Correct the record or the health check.", "See that users resolve to a healthy address again."),
        FailureMode.CdnEdgeLoss => No(mode, "No promotion: bypass the edge.",
            [Role.NetworkLead], "Route around the failing edge.", "See that users get through without it."),
        FailureMode.DependencyOutage => No(mode, "Degrade or queue: a move helps only if the target's copy of the dependency answers (gate G9).",
            [Role.Commander], "Switch to degraded mode.", "Queue what cannot be done now."),
        FailureMode.DatabasePartition => No(mode, "Name the winner by the agreed rule and stop the loser's writes; no merging, no promotion.",
            [Role.DataOwner, Role.Commander], "Name the winner by the rule agreed beforehand.", "Hard-stop the loser's writes.",
            "List the conflicting keys.", "Merge nothing: the data owner decides on each key afterwards."),
        FailureMode.PlannedSwitchover => Yes(mode, "The source is healthy: fence it, drain to a measured exposure of zero, then promote; while anything is outstanding, the press is refused.",
            [Role.Commander, Role.DataOwner], "Choose a quiet hour: writes are off from the fence until users are moved.", "Change the failure mode if the source fails meanwhile."),
        FailureMode.Unknown => No(mode, "Freezing is permitted, promoting is not: classify the failure first.",
            [Role.Commander], "Answer the questions (`ask`).", "Freeze writes if the exposure nears the RPO."),
        _ => throw new InvalidOperationException($"No failure mode '{mode}'."),
    };

    private static Verdict Yes(FailureMode mode, string words, Role[] roles, params string[] advice) =>
        new(mode, true, words, roles, advice);

    private static Verdict No(FailureMode mode, string words, Role[] roles, params string[] advice) =>
        new(mode, false, words, roles, advice);
}
