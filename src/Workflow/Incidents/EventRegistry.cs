using System.Collections.Frozen;
using System.Text.Json;

namespace IncidentBot.Workflow.Incidents;

/// <summary>The one list of stored event names: explicit, versioned, independent of class names. Unknown names throw.</summary>
public static class EventRegistry
{
    private static readonly FrozenDictionary<string, Type> ByName = new Dictionary<string, Type>
    {
        ["incident.assumption-stated.v1"] = typeof(IncidentEvent.AssumptionStated),
        ["incident.declared.v1"] = typeof(IncidentEvent.Declared),
        ["incident.plan-attached.v1"] = typeof(IncidentEvent.PlanAttached),
        ["incident.alarms-noted.v1"] = typeof(IncidentEvent.AlarmsNoted),
        ["incident.severity-changed.v1"] = typeof(IncidentEvent.SeverityChanged),
        ["incident.phase-moved.v1"] = typeof(IncidentEvent.PhaseMoved),
        ["incident.role-taken.v1"] = typeof(IncidentEvent.RoleTaken),
        ["incident.role-lost.v1"] = typeof(IncidentEvent.RoleLost),
        ["incident.note-taken.v1"] = typeof(IncidentEvent.NoteTaken),
        ["incident.message-pinned.v1"] = typeof(IncidentEvent.MessagePinned),
        ["incident.message-revised.v1"] = typeof(IncidentEvent.MessageRevised),
        ["incident.message-removed.v1"] = typeof(IncidentEvent.MessageRemoved),
        ["incident.question-answered.v1"] = typeof(IncidentEvent.QuestionAnswered),
        ["incident.mode-classified.v1"] = typeof(IncidentEvent.ModeClassified),
        ["incident.impact-stated.v1"] = typeof(IncidentEvent.ImpactStated),
        ["incident.readings-taken.v1"] = typeof(IncidentEvent.ReadingsTaken),
        ["incident.room-opened.v1"] = typeof(IncidentEvent.RoomOpened),
        ["incident.room-degraded.v1"] = typeof(IncidentEvent.RoomDegraded),
        ["incident.room-mended.v1"] = typeof(IncidentEvent.RoomMended),
        ["incident.resolved.v1"] = typeof(IncidentEvent.Resolved),
        ["incident.reopened.v1"] = typeof(IncidentEvent.Reopened),
        ["incident.closed.v1"] = typeof(IncidentEvent.Closed),
        ["incident.false-alarm-called.v1"] = typeof(IncidentEvent.FalseAlarmCalled),
        ["incident.merged.v1"] = typeof(IncidentEvent.Merged),
        ["incident.task-finished.v1"] = typeof(IncidentEvent.TaskFinished),
        ["incident.owner-named.v1"] = typeof(IncidentEvent.OwnerNamed),
        ["incident.reading-attested.v1"] = typeof(IncidentEvent.ReadingAttested),
        ["drill.real-incident-opened.v1"] = typeof(IncidentEvent.RealIncidentOpened),
        ["drill.measured.v1"] = typeof(IncidentEvent.DrillMeasured),
        ["freeze.ordered.v1"] = typeof(IncidentEvent.FreezeOrdered),
        ["freeze.lifting-ordered.v1"] = typeof(IncidentEvent.UnfreezeOrdered),
        ["exposure.rpo-reached.v1"] = typeof(IncidentEvent.RpoReached),
        ["failover.proposed.v1"] = typeof(IncidentEvent.Proposed),
        ["failover.withdrawn.v1"] = typeof(IncidentEvent.Withdrawn),
        ["failover.rejected.v1"] = typeof(IncidentEvent.Rejected),
        ["failover.approval-given.v1"] = typeof(IncidentEvent.ApprovalGiven),
        ["failover.approval-lost.v1"] = typeof(IncidentEvent.ApprovalLost),
        ["failover.role-required.v1"] = typeof(IncidentEvent.RoleRequired),
        ["failover.gate-waived.v1"] = typeof(IncidentEvent.GateWaived),
        ["failover.authority-complete.v1"] = typeof(IncidentEvent.AuthorityComplete),
        ["failover.authority-lost.v1"] = typeof(IncidentEvent.AuthorityLost),
        ["failover.chain-drawn.v1"] = typeof(IncidentEvent.ChainDrawn),
        ["failover.approver-called.v1"] = typeof(IncidentEvent.ApproverCalled),
        ["failover.approver-passed-over.v1"] = typeof(IncidentEvent.ApproverPassedOver),
        ["failover.chain-exhausted.v1"] = typeof(IncidentEvent.ChainExhausted),
        ["failover.break-glass-opened.v1"] = typeof(IncidentEvent.BreakGlassOpened),
        ["failover.break-glass-confirmed.v1"] = typeof(IncidentEvent.BreakGlassConfirmed),
        ["failover.break-glass-lost.v1"] = typeof(IncidentEvent.BreakGlassLost),
        ["incident.review-closed.v1"] = typeof(IncidentEvent.ReviewClosed),
        ["failover.preparing-begun.v1"] = typeof(IncidentEvent.PreparingBegun),
        ["failover.halted.v1"] = typeof(IncidentEvent.Halted),
        ["failover.resumed.v1"] = typeof(IncidentEvent.Resumed),
        ["failover.armed.v1"] = typeof(IncidentEvent.Armed),
        ["failover.armed-lapsed.v1"] = typeof(IncidentEvent.ArmedLapsed),
        ["failover.press-refused.v1"] = typeof(IncidentEvent.PressRefused),
        ["failover.point-of-no-return.v1"] = typeof(IncidentEvent.PointOfNoReturn),
        ["failover.abort-begun.v1"] = typeof(IncidentEvent.AbortBegun),
        ["failover.aborted.v1"] = typeof(IncidentEvent.Aborted),
        ["failover.stuck.v1"] = typeof(IncidentEvent.Stuck),
        ["failover.taken-over.v1"] = typeof(IncidentEvent.TakenOver),
        ["failover.stand-down-asked.v1"] = typeof(IncidentEvent.StandDownAsked),
        ["failover.stand-down-confirmed.v1"] = typeof(IncidentEvent.StandDownConfirmed),
        ["failover.stand-down-refused.v1"] = typeof(IncidentEvent.StandDownRefused),
        ["failover.commit-done.v1"] = typeof(IncidentEvent.CommitDone),
        ["failover.restored.v1"] = typeof(IncidentEvent.Restored),
        ["failover.signals-failed.v1"] = typeof(IncidentEvent.SignalsFailed),
        ["failover.reconciled.v1"] = typeof(IncidentEvent.Reconciled),
        ["step.started.v1"] = typeof(IncidentEvent.StepStarted),
        ["step.succeeded.v1"] = typeof(IncidentEvent.StepSucceeded),
        ["step.failed.v1"] = typeof(IncidentEvent.StepFailed),
        ["step.skipped.v1"] = typeof(IncidentEvent.StepSkipped),
        ["step.reset.v1"] = typeof(IncidentEvent.StepReset),
        ["update.drafted.v1"] = typeof(IncidentEvent.UpdateDrafted),
        ["update.sent.v1"] = typeof(IncidentEvent.UpdateSent),
        ["update.reminder-given.v1"] = typeof(IncidentEvent.ReminderGiven),
        ["update.eta-stated.v1"] = typeof(IncidentEvent.EtaStated),
        ["service.incident-opened.v1"] = typeof(ServiceEvent.IncidentOpened),
        ["service.incident-ended.v1"] = typeof(ServiceEvent.IncidentEnded),
        ["service.epoch-taken.v1"] = typeof(ServiceEvent.EpochTaken),
        ["service.failover-begun.v1"] = typeof(ServiceEvent.FailoverBegun),
        ["service.failover-ended.v1"] = typeof(ServiceEvent.FailoverEnded),
        ["registry.incident-numbered.v1"] = typeof(RegistryEvent.IncidentNumbered),
        ["triage.alarms-unmatched.v1"] = typeof(TriageEvent.AlarmsUnmatched),
        ["triage.room-opened.v1"] = typeof(TriageEvent.RoomOpened),
        ["triage.alarms-too-old.v1"] = typeof(TriageEvent.AlarmsTooOld),
        ["triage.deliveries-parked.v1"] = typeof(TriageEvent.DeliveriesParked),
        ["triage.deliveries-lost.v1"] = typeof(TriageEvent.DeliveriesLost),
        ["triage.path-silent.v1"] = typeof(TriageEvent.PathSilent),
        ["triage.path-heard.v1"] = typeof(TriageEvent.PathHeard),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> ByType = ByName.ToFrozenDictionary(p => p.Value, p => p.Key);

    /// <summary>Every stored name.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The stored name of an event.</summary>
    public static string NameOf(LogEvent happened) => ByType[happened.GetType()];

    /// <summary>An event's data as canonical JSON (RFC 8785), as the log stores and hashes it.</summary>
    public static string Write(LogEvent happened) =>
        CanonicalJson.Canonicalise(JsonSerializer.Serialize(happened, happened.GetType(), WorkflowJson.Options));

    /// <summary>Reads an event back; an unknown name or unreadable data throw, for a log is never skipped over.</summary>
    public static LogEvent Read(string name, string data, DateTimeOffset at)
    {
        if (!ByName.TryGetValue(name, out var type))
        {
            throw new InvalidOperationException($"The log holds an event '{name}' that this version does not know: it was written by a newer one.");
        }

        var happened = (LogEvent)(JsonSerializer.Deserialize(data, type, WorkflowJson.Options)
            ?? throw new InvalidOperationException($"The log holds an empty event '{name}'."));
        return happened with { At = at };
    }
}
