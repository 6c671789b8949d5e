using System.Globalization;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>What the room is told of the failover's events.</summary>
internal static class AnnounceFailover
{
    internal static ChatPost? Of(IncidentEvent happened, Incident after) => happened switch
    {
        IncidentEvent.Proposed e => Announce.Decision($"{e.By.Name} proposes {e.Proposal.Id}: move {after.Service} from {after.Plan?.Primary} to {e.Proposal.Target} ({Words.Of(e.Proposal.Mode)}). "
            + $"{(e.Proposal.Mode == Workflow.Plans.FailureMode.PlannedSwitchover ? CardSwitchover.Proposed(e.Proposal.Snapshot.Loss) : LossWords(e.Proposal.Snapshot.Loss))} It needs {string.Join(", ", e.Proposal.Required.Select(Words.Of))}, each another person than {e.By.Name}. Digest {e.Proposal.Digest[..12]}."),
        IncidentEvent.Withdrawn e => Announce.Decision($"{e.By.Name} withdrew {e.Proposal}.{Announce.Because(e.Reason)}"),
        IncidentEvent.Rejected e => Announce.Decision($"{e.By.Name} rejected {e.Proposal}. All votes are void.{Announce.Because(e.Reason)}"),
        IncidentEvent.ApprovalGiven e => Announce.Decision($"{e.Approval.By.Name} approved as {Words.Of(e.Approval.Role)}{(e.Approval.Stead is { } stead ? $" (in its stead, as {Words.Of(stead)})" : "")}, {CardVotes.Ceiling(e.Approval)}, until {Durations.Clock(e.Approval.Expires)}.{Announce.Because(e.Approval.Reason)}"),
        IncidentEvent.ApprovalLost e => Announce.Decision($"The approval of {Announce.Name(after, e.Person)} ({Words.Of(e.Role)}) counts no longer: {e.Reason.TrimEnd('.')}."),
        IncidentEvent.RoleRequired e => Announce.Decision(e.Reason),
        IncidentEvent.GateWaived e => Announce.Decision($"{e.By.Name} ({Words.Of(e.Waiver.Role)}) waived {e.Waiver.Gate} {CardVotes.Name(e.Waiver.Gate)}.{Announce.Because(e.Waiver.Reason)}"),
        IncidentEvent.AuthorityComplete e => Announce.Decision(e.While == FailoverState.Held
            ? "Every required role has approved again. The steps are verified again before it is armed."
            : "Every required role has approved. `prepare` runs the reversible steps."),
        IncidentEvent.AuthorityLost e => Announce.Decision($"Authority is lost: {string.Join(" ", e.Reasons)}"
            + (e.To == FailoverState.Held ? $" The failover is HELD: what is done stays, and all is undone at {Durations.Clock(e.HoldUntil!.Value)} unless it is approved again." : " It must be approved again.")),
        IncidentEvent.PreparingBegun e => Announce.State($"{e.By.Name} began to prepare. Every step so far can be undone."),
        IncidentEvent.StepStarted e => e.Purpose == StepPurpose.Verify ? null : Announce.State($"{Verb(e.Purpose)} {Title(after, e.Step)}{(e.Attempt > 1 ? $", attempt {e.Attempt}" : "")}."),
        IncidentEvent.StepSucceeded e => Announce.State(e.Purpose switch
        {
            StepPurpose.Verify => $"{Title(after, e.Step)}: its effect is {(e.EffectPresent ? "still proven" : "gone; it runs again")}.",
            StepPurpose.Undo or StepPurpose.Unfreeze => $"Undone: {Title(after, e.Step)}.",
            StepPurpose.Freeze => $"Writes to {after.Plan?.Primary} are fenced and proven to be refused. The loss has stopped growing.",
            _ => $"Done{(e.Verified ? " and proven" : "")}: {Title(after, e.Step)}.",
        }),
        IncidentEvent.StepFailed e => Announce.State($"{Title(after, e.Step)}: {(e.Outcome == StepOutcome.Failed ? "failed" : e.Outcome == StepOutcome.TimedOut ? "timed out" : "nobody knows how it ended")}. {Announce.Ended(e.Reason)}"),
        IncidentEvent.StepSkipped e => Announce.Decision($"{e.By.Name} skipped {Title(after, e.Step)}.{Announce.Because(e.Reason)}"),
        IncidentEvent.StepReset e => Announce.State($"{Title(after, e.Step)} runs again. {Announce.Ended(e.Reason)}"),
        IncidentEvent.Halted e => Announce.Decision($"HALTED at {Title(after, e.Step)}. {Announce.Ended(e.Reason)} Nothing irreversible has happened. `retry`, `skip` with a reason, or `abort`."),
        IncidentEvent.Resumed e => Announce.State($"It goes on: {Words.Of(e.To)}."),
        IncidentEvent.Armed e => Announce.Decision($"ARMED. Everything reversible is done. {LossWords(e.Loss)} The commander has until {Durations.Clock(e.Until)} to type `press {PressPhrase.For(after.Plan?.Target ?? "", Outlook.BoundToType(after, e.At))}`{(Outlook.DrainOf(after) is { IsDone: false } ? ", which counts once it is drained" : "")}."),
        IncidentEvent.ArmedLapsed e => Announce.Decision($"The armed limit passed without a press. HELD: approve again to go on; all is undone at {Durations.Clock(e.HoldUntil)}."),
        IncidentEvent.PressRefused e => Announce.Decision($"{e.By.Name} pressed, and it was refused:\n{string.Join("\n", e.Reasons.Select(r => $"- {r}"))}"),
        IncidentEvent.PointOfNoReturn e => Announce.Decision($"POINT OF NO RETURN, by {e.By.Name} at {Durations.Clock(e.At)}. {LossWords(e.Loss)} Accepted: {(e.Bound is { } bound ? string.Create(CultureInfo.InvariantCulture, $"{bound:N0} records") : "an unknown loss")}. Epoch {e.Epoch}."),
        IncidentEvent.AbortBegun e => Announce.Decision($"{e.By.Name} aborts: everything prepared is undone under epoch {e.Epoch}{(e.KeepFrozen ? "; writes stay frozen" : "")}.{Announce.Because(e.Reason)}"),
        IncidentEvent.Aborted => Announce.Decision("Aborted. Everything that was prepared is undone."),
        IncidentEvent.Stuck e => Announce.Decision($"STUCK at {Title(after, e.Step)}. {Announce.Ended(e.Reason)} A person must say how to go on: `retry`, `skip`, or `takeover` with evidence."),
        IncidentEvent.TakenOver e => Announce.Decision($"{e.By.Name} took over by hand:\n{string.Join("\n", e.Evidence.Select(s => $"- {s.Key}: {s.Value}"))}"),
        IncidentEvent.StandDownAsked e => Announce.Decision($"{e.By.Name} asks to stand down. A second person must agree: `stand-down`.{Announce.Because(e.Reason)}"),
        IncidentEvent.StandDownConfirmed e => Announce.Decision($"{e.By.Name} agrees to stand down. The promotion's probe is asked whether it had any effect."),
        IncidentEvent.StandDownRefused e => Announce.Decision($"Standing down is not possible: {Announce.Ended(e.Reason)} `retry` or `takeover`."),
        IncidentEvent.CommitDone => Announce.State("Promoted and routed. Now it is proven that service is back."),
        IncidentEvent.Restored e => Announce.Decision($"RESTORED in {after.Plan?.Target} at {Durations.Clock(e.At)}. {LossWords(after.Failover.CommittedLoss)} `reconcile` closes the books on the loss."),
        IncidentEvent.SignalsFailed e => Announce.Decision($"The signals fail again: {Announce.Ended(e.Reason)} It is being verified anew."),
        IncidentEvent.Reconciled e => Announce.Decision($"Reconciled by {e.By.Name}: {(e.LostRecords is { } lost ? string.Create(CultureInfo.InvariantCulture, $"{lost:N0} writes lost") : "the loss could not be counted")}"
            + $"{(e.LostWindow is { } window ? $" within {Durations.Text(window)}" : "")}. Old region: {e.FencedEvidence}. Accounted for: {e.Account}."),
        IncidentEvent.ChainDrawn or IncidentEvent.ApproverCalled or IncidentEvent.ApproverPassedOver or IncidentEvent.ChainExhausted
            or IncidentEvent.BreakGlassOpened or IncidentEvent.BreakGlassConfirmed or IncidentEvent.BreakGlassLost
            or IncidentEvent.ReviewClosed => AnnounceAuthority.Of(happened, after),
        _ => throw new InvalidOperationException($"Nothing is said of the event '{happened.GetType().Name}'."),
    };

    private static string LossWords(Loss? loss) => loss is null
        ? "The loss is unknown: replication lag was never sampled."
        : loss.Drained == true ? $"Drained: E = 0, measured at {Durations.Clock(loss.Exposure.SampledAt)} behind the fence of {Durations.Clock(loss.Exposure.Edge)}."
        : loss.Bound is { } bound
            ? string.Create(CultureInfo.InvariantCulture, $"At most {bound:N0} records are lost, written between {Durations.Clock(loss.Exposure.From)} and {Durations.Clock(loss.Exposure.Edge)}{(loss.Exposure.Growing ? " and growing" : "")}.")
            : $"How many records are lost is unknown; the exposure is {Durations.Text(loss.Exposure.Span)}.";

    private static string Title(Incident incident, string step) => incident.Plan?.Step(step)?.Title ?? step;

    private static string Verb(StepPurpose purpose) => purpose is StepPurpose.Undo or StepPurpose.Unfreeze ? "Undoing:" : "Running:";
}
