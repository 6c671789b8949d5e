using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Approvals;

/// <summary>What was known when a failover was proposed: evidence, stored with the proposal and never recomputed.</summary>
public sealed record DecisionSnapshot(
    DateTimeOffset At,
    Verdict Verdict,
    IReadOnlyList<GateResult> Gates,
    IReadOnlyList<Reading> Readings,
    Loss? Loss,
    DecisionClock Clock,
    Eta Eta);

/// <summary>A failover that people are asked to approve: exactly one plan, target, mode, epoch and snapshot, bound by a digest.</summary>
/// <param name="Id">"P1", "P2", ... within the incident.</param>
/// <param name="Required">Roles that must approve, each by another person, none of them the proposer.</param>
/// <param name="Digest">What every approval refers to; see <see cref="ProposalDigest"/>.</param>
public sealed record Proposal(
    string Id, Actor By, DateTimeOffset At, FailureMode Mode, string Target, long Epoch, string PlanVersion,
    IReadOnlyList<Role> Required, string SnapshotHash, string Digest, DecisionSnapshot Snapshot);

/// <summary>One person's approval of one digest.</summary>
/// <param name="Role">The required role that it fills; a deputy fills the commander's.</param>
/// <param name="Records">The largest loss bound, in records, that this person accepts; null only if <paramref name="LossUnknown"/>.</param>
/// <param name="Exposure">The largest exposure that this person accepts; null only if <paramref name="LossUnknown"/>.</param>
/// <param name="LossUnknown">"Loss unknown accepted": it holds also while no bound can be computed.</param>
/// <param name="Expires">When it stops counting (UTC).</param>
public sealed record Approval(
    Actor By, Role Role, Role HeldRole, string Digest, long? Records, TimeSpan? Exposure, bool LossUnknown,
    string Reason, DateTimeOffset At, DateTimeOffset Expires)
{
    /// <summary>Given in the stead of the role's holders, by someone whom its chain names; null for the role's own holders.</summary>
    public Stead? Stead { get; init; }

    internal Ceiling Ceiling => new(Records, Exposure, LossUnknown);
}

/// <summary>The most that a vote accepts to lose, in records and in time.</summary>
internal sealed record Ceiling(long? Records, TimeSpan? Exposure, bool LossUnknown);

/// <summary>One person's waiver of one closed or unknown gate, for one proposal.</summary>
public sealed record Waiver(GateId Gate, Actor By, Role Role, string Reason, DateTimeOffset At)
{
    /// <summary>G9: the one dependency that is passed over; null for other gates.</summary>
    public string? Subject { get; init; }
}
