using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

public abstract partial record IncidentEvent
{
    /// <summary>A failover was put to the vote, with all that was known then.</summary>
    public sealed record Proposed(Proposal Proposal) : IncidentEvent;

    /// <summary>The proposal was taken back before it was approved.</summary>
    public sealed record Withdrawn(string Proposal, string Reason) : IncidentEvent;

    /// <summary>Someone said no: all votes are void, the proposal stands.</summary>
    public sealed record Rejected(string Proposal, string Reason) : IncidentEvent;

    /// <summary>A person approved the proposal's digest within stated ceilings; a renewal replaces the one before.</summary>
    public sealed record ApprovalGiven(Approval Approval) : IncidentEvent;

    /// <summary>An approval counts no longer: revoked, expired, role lost, ceiling exceeded, mode changed.</summary>
    public sealed record ApprovalLost(string Person, Role Role, string Reason) : IncidentEvent;

    /// <summary>The loss has outgrown what the required roles may accept: one more must approve.</summary>
    public sealed record RoleRequired(Role Role, string Reason) : IncidentEvent;

    /// <summary>A person passed one gate for this proposal.</summary>
    public sealed record GateWaived(Waiver Waiver) : IncidentEvent;

    /// <summary>Every required role has approved; <paramref name="While"/> tells whether it was held before.</summary>
    public sealed record AuthorityComplete(FailoverState While) : IncidentEvent;

    /// <summary>Authority was lost; the failover falls back to <paramref name="To"/> (Proposed, or Held once preparing had begun).</summary>
    public sealed record AuthorityLost(IReadOnlyList<string> Reasons, FailoverState To, DateTimeOffset? HoldUntil) : IncidentEvent;

    /// <summary>The reversible steps begin.</summary>
    public sealed record PreparingBegun : IncidentEvent;

    /// <summary>A run is about to act, under this fencing token; stored before it does.</summary>
    public sealed record StepStarted(string Step, StepPurpose Purpose, int Attempt, long Epoch) : IncidentEvent;

    /// <summary>A run ended well; of a verify run, <paramref name="EffectPresent"/> is its answer.</summary>
    public sealed record StepSucceeded(
        string Step, StepPurpose Purpose, int Attempt, string Evidence, bool Verified, bool EffectPresent) : IncidentEvent;

    /// <summary>A run failed, timed out, or its outcome is not known.</summary>
    /// <param name="EffectPossible">False only when a probe has shown that the attempt had no effect.</param>
    public sealed record StepFailed(
        string Step, StepPurpose Purpose, int Attempt, StepOutcome Outcome, string Reason, bool EffectPossible) : IncidentEvent;

    /// <summary>A person passed over a step that broke.</summary>
    public sealed record StepSkipped(string Step, string Reason) : IncidentEvent;

    /// <summary>The step is to run again.</summary>
    public sealed record StepReset(string Step, string Reason) : IncidentEvent;

    /// <summary>A step broke while preparing: a person decides.</summary>
    public sealed record Halted(string Step, string Reason) : IncidentEvent;

    /// <summary>A person let it go on after a halt or a stop.</summary>
    public sealed record Resumed(FailoverState To) : IncidentEvent;

    /// <summary>Everything reversible is done; it waits for the press until <paramref name="Until"/> (UTC).</summary>
    public sealed record Armed(DateTimeOffset Until, Loss? Loss, IReadOnlyList<GateResult> Gates) : IncidentEvent;

    /// <summary>Nobody pressed in time: all votes are void, what is done stays until <paramref name="HoldUntil"/> (UTC).</summary>
    public sealed record ArmedLapsed(DateTimeOffset HoldUntil) : IncidentEvent;

    /// <summary>A press was refused, with every reason and the gates as they were.</summary>
    public sealed record PressRefused(string Typed, IReadOnlyList<string> Reasons, IReadOnlyList<GateResult> Gates) : IncidentEvent;

    /// <summary>The press: durable before the first irreversible call, with all that it rested on.</summary>
    /// <param name="Bound">The typed loss in records; null for "LOSE UNKNOWN".</param>
    public sealed record PointOfNoReturn(
        string Typed, long? Bound, Loss? Loss, string Digest, long Epoch, IReadOnlyList<Approval> Approvals,
        IReadOnlyList<GateResult> Gates, IReadOnlyList<Reading> Readings) : IncidentEvent
    {
        /// <summary>What stood in for absent persons; null if nobody was absent.</summary>
        public IReadOnlyList<BreakGlass>? BreakGlass { get; init; }
    }

    /// <summary>What was prepared is being undone.</summary>
    /// <param name="Epoch">A fresh one, larger than any before, handed to every undo.</param>
    public sealed record AbortBegun(string Reason, bool KeepFrozen, long Epoch) : IncidentEvent;

    /// <summary>Nothing is left to undo: the failover is over.</summary>
    public sealed record Aborted : IncidentEvent;

    /// <summary>A step broke where there is no simple way back: people decide.</summary>
    public sealed record Stuck(FailoverState From, string Step, string Reason) : IncidentEvent;

    /// <summary>People did the open steps by hand: step id to evidence.</summary>
    public sealed record TakenOver(IReadOnlyDictionary<string, string> Evidence) : IncidentEvent;

    /// <summary>A person asks to go back from a stuck promotion; a second must agree.</summary>
    public sealed record StandDownAsked(string Reason) : IncidentEvent;

    /// <summary>A second person agrees; the promotion's probe is asked next.</summary>
    public sealed record StandDownConfirmed(string Reason) : IncidentEvent;

    /// <summary>The promotion had an effect, or nothing can prove that it had none: standing down is not possible.</summary>
    public sealed record StandDownRefused(string Reason) : IncidentEvent;

    /// <summary>All steps of the commit phase are done.</summary>
    public sealed record CommitDone : IncidentEvent;

    /// <summary>Service is verified at the target.</summary>
    public sealed record Restored(IReadOnlyList<GateEvidence> Evidence) : IncidentEvent;

    /// <summary>A signal failed after service had been restored: it is verified again.</summary>
    public sealed record SignalsFailed(string Reason) : IncidentEvent;

    /// <summary>The books are closed: the old region is fenced and the lost writes are accounted for.</summary>
    /// <param name="LostRecords">The count of writes really lost; null if it cannot be known, which <paramref name="Account"/> explains.</param>
    public sealed record Reconciled(long? LostRecords, TimeSpan? LostWindow, string FencedEvidence, string Account) : IncidentEvent;
}
