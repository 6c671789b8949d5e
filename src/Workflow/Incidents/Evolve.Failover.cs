using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Incidents;

public static partial class Evolve
{
    private static FailoverRecord OnFailover(Incident incident, IncidentEvent happened)
    {
        var state = incident.Failover;
        return happened switch
        {
            IncidentEvent.Proposed e => new FailoverRecord
            {
                State = FailoverState.Proposed,
                Proposals = state.Proposals + 1,
                Proposal = e.Proposal,
                Epoch = e.Proposal.Epoch,
                ProposedAt = e.At,
            },
            IncidentEvent.Withdrawn => new FailoverRecord { Proposals = state.Proposals },
            IncidentEvent.Rejected => state with { Approvals = [], Glass = [], Calls = Unanswered(state), AuthorityRegainedAt = null },
            IncidentEvent.ApprovalGiven e => state with
            {
                Approvals = [.. Without(state, e.Approval.By.Person), e.Approval],
                Calls = Answered(state, e.Approval.Role, e.At),
            },
            IncidentEvent.ApprovalLost e => state with { Approvals = Without(state, e.Person), Calls = Unanswered(state, e.Role), AuthorityRegainedAt = null },
            IncidentEvent.RoleRequired e => state with
            {
                Proposal = state.Proposal is { } proposal ? proposal with { Required = [.. proposal.Required.Append(e.Role).Distinct().Order()] } : null,
                Calls = [.. state.Calls.Where(c => c.Role != e.Role)],
                AuthorityRegainedAt = null,
            },
            IncidentEvent.GateWaived e => state with { Waivers = [.. state.Waivers, e.Waiver], Calls = Waived(state, e) },
            IncidentEvent.AuthorityComplete { While: FailoverState.Held } e => state with { AuthorityRegainedAt = e.At },
            IncidentEvent.AuthorityComplete e => state with { State = FailoverState.Approved, ApprovedAt = e.At },
            IncidentEvent.AuthorityLost e => state with { State = e.To, HoldUntil = e.HoldUntil, ArmedUntil = null, AuthorityRegainedAt = null },
            IncidentEvent.PreparingBegun => state with { State = FailoverState.Preparing, Steps = StepsOf(incident.Plan) },
            IncidentEvent.Halted => state with { State = FailoverState.Halted },
            IncidentEvent.Resumed e => state with { State = e.To, HoldUntil = null, AuthorityRegainedAt = null, StuckFrom = null, StandDownBy = null, StandDownConfirmed = false },
            IncidentEvent.Armed e => state with { State = FailoverState.Armed, ArmedUntil = e.Until, HoldUntil = null, AuthorityRegainedAt = null },
            IncidentEvent.ArmedLapsed e => state with { State = FailoverState.Held, ArmedUntil = null, HoldUntil = e.HoldUntil, Approvals = [], Glass = [], Calls = Unanswered(state) },
            IncidentEvent.PointOfNoReturn e => state with { State = FailoverState.Committing, CommittedAt = e.At, CommittedLoss = e.Loss, ArmedUntil = null },
            IncidentEvent.AbortBegun e => state with
            {
                State = FailoverState.Aborting,
                KeepFrozen = e.KeepFrozen,
                Epoch = e.Epoch,
                ArmedUntil = null,
                HoldUntil = null,
                AuthorityRegainedAt = null,
                CommittedAt = null,
                CommittedLoss = null,
                StuckFrom = null,
                StandDownBy = null,
                StandDownConfirmed = false,
            },
            IncidentEvent.Aborted => state with { State = FailoverState.Aborted },
            IncidentEvent.Stuck e => state with { State = FailoverState.Stuck, StuckFrom = e.From },
            IncidentEvent.TakenOver e => state with
            {
                State = FailoverState.Verifying,
                StuckFrom = null,
                StandDownBy = null,
                StandDownConfirmed = false,
                Steps = Attested(state, e),
            },
            IncidentEvent.StandDownAsked e => state with { StandDownBy = e.By },
            IncidentEvent.StandDownConfirmed => state with { StandDownConfirmed = true },
            IncidentEvent.StandDownRefused => state with { StandDownBy = null, StandDownConfirmed = false },
            IncidentEvent.CommitDone => state with { State = FailoverState.Verifying },
            IncidentEvent.Restored e => state with { State = FailoverState.Restored, RestoredAt = e.At },
            IncidentEvent.SignalsFailed => state with { State = FailoverState.Verifying, RestoredAt = null, Steps = VerifyAgain(incident) },
            IncidentEvent.Reconciled e => state with { State = FailoverState.Reconciled, ActualLoss = e.LostRecords },
            _ => throw new InvalidOperationException($"No fold for the event '{happened.GetType().Name}'."),
        };
    }

    /// <summary>A role that must approve has not answered by waiving a gate.</summary>
    private static IReadOnlyList<RoleCalls> Waived(FailoverRecord state, IncidentEvent.GateWaived e) =>
        state.Proposal?.Required.Contains(e.Waiver.Role) == true ? state.Calls : Answered(state, e.Waiver.Role, e.At);

    private static IReadOnlyList<Approval> Without(FailoverRecord state, string person) =>
        [.. state.Approvals.Where(a => a.By.Person != person)];

    private static IReadOnlyList<StepProgress> StepsOf(FailoverPlan? plan) =>
        [.. plan?.Steps.Select(s => StepProgress.Pending(s.Id)) ?? []];

    private static IReadOnlyList<StepProgress> Attested(FailoverRecord state, IncidentEvent.TakenOver e) =>
        [.. state.Steps.Select(p => e.Evidence.TryGetValue(p.Step, out var evidence)
            ? p with { Status = StepStatus.Done, EndedAt = e.At, Evidence = evidence, Reason = null }
            : p)];

    private static IReadOnlyList<StepProgress> VerifyAgain(Incident incident) =>
        [.. incident.Failover.Steps.Select(p => incident.Plan?.Step(p.Step)?.Phase == StepPhase.Verify
            ? StepProgress.Pending(p.Step) with { Attempt = p.Attempt }
            : p)];

    private static UpdateLog OnUpdate(UpdateLog log, IncidentEvent happened) => happened switch
    {
        IncidentEvent.UpdateDrafted e => e.SpeaksOfLossAndEta ? log with { DraftedAt = e.At } : log,
        IncidentEvent.UpdateSent e => new UpdateLog(
            e.SpeaksOfLossAndEta ? e.At : log.DraftedAt, e.At, log.SentTo.SetItem(e.Audience, e.At), []),
        IncidentEvent.ReminderGiven e => log with { Reminders = log.Reminders.Add(e.Reminder) },
        _ => throw new InvalidOperationException($"No fold for the event '{happened.GetType().Name}'."),
    };
}
