using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Incidents;

public abstract partial record IncidentCommand
{
    /// <summary>Proposes to move the service to the plan's target.</summary>
    /// <param name="Target">What the person named; null for the plan's target. Any other region is refused.</param>
    public sealed record Propose(string? Target) : IncidentCommand;

    public sealed record Withdraw(string Reason) : IncidentCommand;

    /// <summary>Approves the proposal by its id; the server looks the digest up.</summary>
    /// <param name="Role">The required role to fill; null: the first that this person may fill.</param>
    public sealed record Approve(
        string? Proposal, Role? Role, long? Records, TimeSpan? Exposure, bool LossUnknown, string Reason) : IncidentCommand;

    public sealed record Reject(string Reason) : IncidentCommand;

    public sealed record Revoke(string Reason) : IncidentCommand;

    public sealed record Waive(GateId Gate, string Reason) : IncidentCommand;

    public sealed record Prepare : IncidentCommand;

    /// <summary>The typed phrase <c>PROMOTE target LOSE n</c>, or <c>LOSE UNKNOWN</c>.</summary>
    public sealed record Press(string Typed) : IncidentCommand;

    public sealed record Abort(string Reason, bool KeepFrozen) : IncidentCommand;

    public sealed record Retry(string? Step) : IncidentCommand;

    public sealed record Skip(string? Step, string Reason) : IncidentCommand;

    /// <summary>Evidence that a manual step was done.</summary>
    public sealed record AttestStep(string Step, string Evidence) : IncidentCommand;

    /// <summary>Evidence per open step: people did them by hand.</summary>
    public sealed record TakeOver(IReadOnlyDictionary<string, string> Evidence) : IncidentCommand;

    public sealed record StandDown(string Reason) : IncidentCommand;

    public sealed record Reconcile(long? LostRecords, TimeSpan? LostWindow, string FencedEvidence, string Account) : IncidentCommand;

    /// <summary>The runner is about to act; refused unless the log still asks for exactly this run.</summary>
    public sealed record StartStep(string Step, StepPurpose Purpose, int Attempt) : IncidentCommand;

    /// <summary>What came of a run; accepted once, for the attempt that was started.</summary>
    /// <param name="EffectPresent">The answer of a verify probe; null where none was asked or none could tell.</param>
    public sealed record FinishStep(
        string Step, StepPurpose Purpose, int Attempt, StepOutcome Outcome, string Evidence, bool Verified, bool? EffectPresent) : IncidentCommand;

    public sealed record DraftUpdate(Audience Audience, string Text, bool SpeaksOfLossAndEta) : IncidentCommand;

    /// <summary>Sends a final text that the claim guard has passed for the loss facts of this very version.</summary>
    public sealed record SendUpdate(Audience Audience, string Text, bool Edited, bool SpeaksOfLossAndEta) : IncidentCommand;

    public sealed record StateEta(DateTimeOffset Earliest, DateTimeOffset? Latest, string Basis, string Reason) : IncidentCommand;
}
