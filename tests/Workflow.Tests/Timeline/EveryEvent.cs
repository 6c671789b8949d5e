using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Tests.Timeline;

/// <summary>One event of each case at least, with the same text wherever a person, an alarm or a program may write freely.</summary>
internal static class EveryEvent
{
    private static readonly DateTimeOffset T0 = Some.T0;

    internal static IReadOnlyList<IncidentEvent> With(string text)
    {
        var by = new Actor("maya", text, "local");
        return [.. Cases(text, by).Select((e, i) => e with { At = T0.AddSeconds(i), By = by })];
    }

    private static IEnumerable<IncidentEvent> Cases(string text, Actor by) => Incidents(text).Concat(Votes(text, by)).Concat(EveryCall.With(text, by)).Concat(Run(text)).Concat(Ends(text));

    private static IncidentEvent[] Incidents(string text) =>
    [
        new IncidentEvent.Declared("INC-1", "checkout", Severity.Sev1, text, T0) { Drill = FailureMode.RegionLoss },
        new IncidentEvent.RealIncidentOpened("INC-2", Severity.Sev1, text),
        new IncidentEvent.DrillMeasured(FailureMode.RegionLoss, false, text, TimeSpan.FromSeconds(40), null, null, new Dictionary<string, TimeSpan> { ["fence"] = TimeSpan.FromSeconds(2) }),
        new IncidentEvent.Declared("INC-1", "checkout", Severity.Sev1, text, T0.AddSeconds(-35)),
        new IncidentEvent.PlanAttached(Some.Plan() with { Title = text, Steps = [.. Some.Plan().Steps.Select(s => s with { Title = text })] }, []),
        new IncidentEvent.AlarmsNoted([new AlarmTransition("a", text, text, AlarmState.Ok, AlarmState.Alarm, T0, null, text)], []),
        new IncidentEvent.SeverityChanged(Severity.Sev1, Severity.Sev2, text),
        new IncidentEvent.PhaseMoved(IncidentPhase.Declared, IncidentPhase.Investigating),
        new IncidentEvent.RoleTaken(Role.Commander, "maya", text),
        new IncidentEvent.RoleLost(Role.Commander, "maya", text),
        new IncidentEvent.NoteTaken(text),
        new IncidentEvent.MessagePinned(text, T0, text, text, "m1"),
        new IncidentEvent.MessageRevised("m1", text, T0, text + text, text, text, text),
        new IncidentEvent.MessageRemoved("m1", text, T0, text, text),
        new IncidentEvent.QuestionAnswered(new Answer("data-wrong", text, text, T0)),
        new IncidentEvent.ModeClassified(FailureMode.RegionLoss, FailureMode.Unknown, text),
        new IncidentEvent.ImpactStated(T0.AddSeconds(-40), T0, 0.5m, text),
        new IncidentEvent.ReadingsTaken([new Reading("lag", 2, ReadingUnit.Seconds, text, text, T0, TimeSpan.FromMinutes(1), null), new Reading("fenced", null, ReadingUnit.Boolean, text, text, T0, TimeSpan.FromMinutes(1), text)], null),
        new IncidentEvent.AssumptionStated(new Assumption(AssumptionKind.Recovery, 0.3m, TimeSpan.FromMinutes(10), text, T0, text), new Assumption(AssumptionKind.Recovery, 0.5m, TimeSpan.FromMinutes(5), text, T0, text)),
        new IncidentEvent.QuestionAnswered(new Answer("outside-view", "yes", text, T0) { Evidence = new GateEvidence(text, text, text, text, T0) }),
        new IncidentEvent.TaskFinished(FailureMode.DataCorruption, 1, text, text),
        new IncidentEvent.OwnerNamed(Duty.Failback, "maya", text),
        new IncidentEvent.ReadingAttested(new Reading("fenced", 1, ReadingUnit.Boolean, text, text, T0, TimeSpan.FromMinutes(1), null), text),
        new IncidentEvent.FreezeOrdered(1, text, false),
        new IncidentEvent.UnfreezeOrdered(2, text),
        new IncidentEvent.RpoReached(new Exposure(T0.AddMinutes(-1), T0, true, T0), TimeSpan.FromMinutes(1)),
        new IncidentEvent.RoomOpened(new RoomRef("local", text, "incident", text)),
        new IncidentEvent.RoomDegraded("slack", text, text),
        new IncidentEvent.RoomDegraded("slack", text, text) { Room = "incident", Parts = [text], Cause = text },
        new IncidentEvent.RoomMended("slack", "incident", [text]),
        new IncidentEvent.UpdateDrafted(Audience.Support, text, true),
        new IncidentEvent.UpdateSent(Audience.Customers, text, true, true),
        new IncidentEvent.ReminderGiven(new Reminder(ReminderStage.Due, T0)),
        new IncidentEvent.EtaStated(new StatedEta(T0.AddMinutes(4), T0.AddMinutes(9), text, text, T0), null),
    ];

    private static IncidentEvent[] Votes(string text, Actor by)
    {
        var story = new Scenario().Proposed();
        var proposal = story.Failover.Proposal! with { By = by };
        var approval = new Approval(by, Role.Commander, Role.Deputy, proposal.Digest, 500, TimeSpan.FromSeconds(9), false, text, T0, T0.AddMinutes(10));
        var evidence = new GateEvidence(text, text, text, text, T0);
        GateResult[] gates = [GateResult.Closed(GateId.G7, T0, text, evidence), GateResult.Open(GateId.G1, T0, evidence)];
        return
        [
            new IncidentEvent.Proposed(proposal with { Id = "P0" }),
            new IncidentEvent.Withdrawn("P0", text),
            new IncidentEvent.Proposed(proposal with { Snapshot = proposal.Snapshot with { Gates = gates } }),
            new IncidentEvent.ApprovalGiven(approval),
            new IncidentEvent.RoleRequired(Role.Executive, text),
            new IncidentEvent.ApprovalLost("maya", Role.Commander, text),
            new IncidentEvent.Rejected("P1", text),
            new IncidentEvent.ApprovalGiven(approval with { LossUnknown = true, Records = null, Exposure = null }),
            new IncidentEvent.GateWaived(new Waiver(GateId.G7, by, Role.DataOwner, text, T0)),
            new IncidentEvent.GateWaived(new Waiver(GateId.G9, by, Role.Commander, text, T0) { Subject = text }),
            new IncidentEvent.AuthorityLost([text], FailoverState.Held, T0.AddMinutes(1)),
            new IncidentEvent.AuthorityComplete(FailoverState.Held),
            new IncidentEvent.PreparingBegun(),
            new IncidentEvent.Armed(T0.AddMinutes(1), null, gates),
            new IncidentEvent.PressRefused(text, [text], gates),
            new IncidentEvent.ArmedLapsed(T0.AddMinutes(2)),
            new IncidentEvent.PointOfNoReturn(text, 500, null, proposal.Digest, 3, [approval], gates, []),
        ];
    }

    private static IncidentEvent[] Run(string text) =>
    [
        .. Enum.GetValues<StepPurpose>().SelectMany(purpose => new IncidentEvent[]
        {
            new IncidentEvent.StepStarted("fence", purpose, 2, 3),
            new IncidentEvent.StepSucceeded("fence", purpose, 2, text, true, false),
        }),
        .. Enum.GetValues<StepOutcome>().Select(outcome => new IncidentEvent.StepFailed("drain", StepPurpose.Run, 1, outcome, text, true)),
        new IncidentEvent.StepSkipped("drain", text),
        new IncidentEvent.StepReset("drain", text),
        new IncidentEvent.Halted("drain", text),
        new IncidentEvent.Resumed(FailoverState.Preparing),
        new IncidentEvent.Stuck(FailoverState.Committing, "route", text),
        new IncidentEvent.TakenOver(new Dictionary<string, string> { ["route"] = text }),
        new IncidentEvent.StandDownAsked(text),
        new IncidentEvent.StandDownConfirmed(text),
        new IncidentEvent.StandDownRefused(text),
        new IncidentEvent.AbortBegun(text, true, 4),
        new IncidentEvent.Aborted(),
        new IncidentEvent.CommitDone(),
    ];

    private static IncidentEvent[] Ends(string text) =>
    [
        new IncidentEvent.Restored([new GateEvidence(text, text, text, text, T0)]),
        new IncidentEvent.SignalsFailed(text),
        new IncidentEvent.Reconciled(7, TimeSpan.FromSeconds(1), text, text),
        new IncidentEvent.Resolved(text),
        new IncidentEvent.Reopened(text),
        new IncidentEvent.Closed(text),
        new IncidentEvent.FalseAlarmCalled(text),
        new IncidentEvent.Merged("INC-2", text),
    ];
}
