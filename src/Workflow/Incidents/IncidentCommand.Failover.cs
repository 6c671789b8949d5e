using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Incidents;

public abstract partial record IncidentCommand
{
    /// <summary>Proposes to move the service to the plan's target.</summary>
    /// <param name="Target">What the person named; null for the plan's target. Any other region is refused.</param>
    public sealed record Propose(string? Target) : IncidentCommand;

    /// <summary>Takes the proposal back before it is approved; the proposer or the commander.</summary>
    public sealed record Withdraw(string Reason) : IncidentCommand;

    /// <summary>Approves the proposal by its id; the server looks the digest up.</summary>
    /// <param name="Role">The required role to fill; null: the first that this person may fill.</param>
    public sealed record Approve(
        string? Proposal, Role? Role, long? Records, TimeSpan? Exposure, bool LossUnknown, string Reason) : IncidentCommand;

    /// <summary>Says no, with a reason: every vote is void, the proposal stands. Whoever could fill a required role.</summary>
    public sealed record Reject(string Reason) : IncidentCommand;

    /// <summary>Takes one's own approval back; refused from the press on.</summary>
    public sealed record Revoke(string Reason) : IncidentCommand;

    /// <summary>Passes one closed or unknown gate, with a reason; by whom the gate's table names.</summary>
    public sealed record Waive(GateId Gate, string Reason) : IncidentCommand
    {
        /// <summary>G9: which dependency; null for other gates.</summary>
        public string? Subject { get; init; }
    }

    /// <summary>Begins the reversible steps of an approved failover; the commander.</summary>
    public sealed record Prepare : IncidentCommand;

    /// <summary>The typed phrase <c>PROMOTE target LOSE n</c>, or <c>LOSE UNKNOWN</c>.</summary>
    public sealed record Press(string Typed) : IncidentCommand;

    /// <summary>Undoes what was prepared, with a reason; refused from the press on. Commander or deputy.</summary>
    public sealed record Abort(string Reason, bool KeepFrozen) : IncidentCommand;

    /// <summary>Orders another attempt of a step that broke (null: the one there is). Commander or deputy.</summary>
    public sealed record Retry(string? Step) : IncidentCommand;

    /// <summary>Passes over a step that broke, with a reason; never the promotion, the fence only as G5 allows. Commander or deputy.</summary>
    public sealed record Skip(string? Step, string Reason) : IncidentCommand;

    /// <summary>Evidence that a manual step was done.</summary>
    public sealed record AttestStep(string Step, string Evidence) : IncidentCommand;

    /// <summary>Evidence per open step: people did them by hand.</summary>
    public sealed record TakeOver(IReadOnlyDictionary<string, string> Evidence) : IncidentCommand;

    /// <summary>Asks to go back from a stuck promotion; needs two persons, and a probe that proves it had no effect.</summary>
    public sealed record StandDown(string Reason) : IncidentCommand;

    /// <summary>Closes the books of a promotion: the old region fenced, the lost writes accounted for. Commander or data owner.</summary>
    public sealed record Reconcile(long? LostRecords, TimeSpan? LostWindow, string FencedEvidence, string Account) : IncidentCommand;

    /// <summary>The runner is about to act; refused unless the log still asks for exactly this run.</summary>
    public sealed record StartStep(string Step, StepPurpose Purpose, int Attempt) : IncidentCommand;

    /// <summary>What came of a run; accepted once, for the attempt that was started.</summary>
    /// <param name="EffectPresent">The answer of a verify probe; null where none was asked or none could tell.</param>
    public sealed record FinishStep(
        string Step, StepPurpose Purpose, int Attempt, StepOutcome Outcome, string Evidence, bool Verified, bool? EffectPresent) : IncidentCommand;

    /// <summary>Shows a stakeholder update before it is sent; refused if it claims what the facts do not carry.</summary>
    public sealed record DraftUpdate(Audience Audience, string Text, bool SpeaksOfLossAndEta) : IncidentCommand
    {
        /// <summary>When the bot itself wrote the text (UTC): its figures are held against that moment. Null: a person wrote it.</summary>
        public DateTimeOffset? WrittenAt { get; init; }
    }

    /// <summary>Sends a final text that the claim guard has passed for the loss facts of this very version.</summary>
    public sealed record SendUpdate(Audience Audience, string Text, bool Edited, bool SpeaksOfLossAndEta) : IncidentCommand
    {
        /// <summary>When the bot itself wrote the text (UTC): its figures are held against that moment. Null: a person wrote it.</summary>
        public DateTimeOffset? WrittenAt { get; init; }
    }

    /// <summary>Tells people when service returns (UTC range); a later one needs a reason.</summary>
    public sealed record StateEta(DateTimeOffset Earliest, DateTimeOffset? Latest, string Basis, string Reason) : IncidentCommand;
}
