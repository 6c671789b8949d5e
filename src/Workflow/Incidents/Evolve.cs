using System.Collections.Immutable;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>What an event changes: pure, total over the family, and the only way an incident's state comes about.</summary>
public static partial class Evolve
{
    /// <summary>The state after an event; throws on a case it does not know.</summary>
    public static Incident Apply(Incident state, IncidentEvent happened) =>
        On(state, happened) with
        {
            Version = state.Version + 1,
            LastAt = happened.At,
            DetectedAt = Detected(state, happened),
            Names = happened.By.IsBot || state.Names.ContainsKey(happened.By.Person)
                ? state.Names
                : state.Names.SetItem(happened.By.Person, happened.By.Name),
        };

    private static Incident On(Incident state, IncidentEvent happened) => happened switch
    {
        IncidentEvent.ReadingsTaken e => WithTail(OnReadings(state, e), e),
        IncidentEvent.StepStarted e => OnStepStarted(state, e),
        IncidentEvent.StepSucceeded e => OnStepSucceeded(state, e),
        IncidentEvent.StepFailed e => OnStepFailed(state, e),
        // An undo that a person passes over is given up; a step passed over while preparing may have had an effect, which an abort still undoes.
        IncidentEvent.StepSkipped e => WithStep(state, e.Step, p => p with
        {
            Status = StepStatus.Skipped,
            EndedAt = e.At,
            Reason = e.Reason,
            EffectPossible = p.EffectPossible && p.Status != StepStatus.UndoFailed,
        }),
        IncidentEvent.StepReset e => WithStep(state, e.Step, p => p with { Status = p.Status == StepStatus.UndoFailed ? StepStatus.Done : StepStatus.Pending, Reason = e.Reason }),
        IncidentEvent.AlarmsNoted e => OnAlarms(state, e),
        IncidentEvent.MessagePinned or IncidentEvent.MessageRevised or IncidentEvent.MessageRemoved => OnCaptured(state, happened),
        IncidentEvent.NoteTaken or IncidentEvent.PressRefused => state,
        IncidentEvent.Declared e => OnDeclared(state, e),
        IncidentEvent.PlanAttached { Turned: true } e => OnTurned(state, e),
        IncidentEvent.PlanAttached e => state with { Plan = e.Plan, Runs = e.Runs, Drills = e.Drills ?? [] },
        IncidentEvent.Proposed => OnProposed(state, happened),
        IncidentEvent.RealIncidentOpened e => state with { RealIncidents = state.RealIncidents.Add(e.Incident) },
        IncidentEvent.DrillMeasured e => state with { DrillResult = new Decisions.DrillFact(e.Mode, e.At, e.Succeeded) },
        IncidentEvent.TaskFinished e => OnTask(state, e),
        IncidentEvent.OwnerNamed e => OnOwner(state, e),
        IncidentEvent.ReadingAttested e => OnAttested(state, e),
        IncidentEvent.SeverityChanged e => state with { Severity = e.To },
        IncidentEvent.PhaseMoved e => state with { Phase = e.To },
        IncidentEvent.RoleTaken e => OnRoleTaken(state, e),
        IncidentEvent.RoleLost e => OnRoleLost(state, e),
        IncidentEvent.QuestionAnswered e => state with { Answers = state.Answers.Add(e.Answer) },
        IncidentEvent.ModeClassified e => state with { Mode = e.Mode, ModeAt = e.At },
        IncidentEvent.ImpactStated e => state with
        {
            ImpactStart = e.Start ?? state.ImpactStart,
            ImpactStated = state.ImpactStated || e.Start is not null,
            AffectedShare = e.AffectedShare ?? state.AffectedShare,
            Assumptions = e.AffectedShare is { } share
                ? state.Assumptions.SetItem(AssumptionKind.Affected, new Assumption(AssumptionKind.Affected, share, null, e.By.Name, e.At, e.Reason))
                : state.Assumptions,
        },
        IncidentEvent.AssumptionStated e => OnAssumption(state, e.Assumption),
        IncidentEvent.FreezeOrdered e => state with { Fence = new FenceRecord(FenceStatus.Placing, e.Epoch, false, null, null, state.Fence.Attempt) },
        IncidentEvent.UnfreezeOrdered e => state with { Fence = state.Fence with { Status = FenceStatus.Lifting, Epoch = e.Epoch, ByFailover = false, StartedAt = null } },
        IncidentEvent.RpoReached e => state with { RpoBreachSaidAt = e.At },
        IncidentEvent.RoomOpened or IncidentEvent.RoomDegraded or IncidentEvent.RoomMended => OnRooms(state, happened),
        IncidentEvent.Resolved e => state with { Phase = IncidentPhase.Resolved, ResolvedAt = e.At },
        IncidentEvent.Reopened => state with { Phase = IncidentPhase.Investigating, ResolvedAt = null },
        IncidentEvent.Closed or IncidentEvent.FalseAlarmCalled => state with { Phase = IncidentPhase.Closed },
        IncidentEvent.Merged e => state with { Phase = IncidentPhase.Closed, MergedInto = e.Into },
        // A fence that an abort leaves in place is nobody's failover's any more: a later one reuses it, and does not lift it.
        IncidentEvent.Aborted => state with { Fence = state.Fence with { ByFailover = false }, Failover = OnFailover(state, happened) },
        IncidentEvent.EtaStated e => state with { StatedEta = e.Eta },
        IncidentEvent.UpdateDrafted or IncidentEvent.UpdateSent or IncidentEvent.ReminderGiven => state with { Updates = OnUpdate(state.Updates, happened) },
        IncidentEvent.ChainDrawn or IncidentEvent.ApproverCalled or IncidentEvent.ApproverPassedOver or IncidentEvent.ChainExhausted
            or IncidentEvent.BreakGlassOpened or IncidentEvent.BreakGlassConfirmed or IncidentEvent.BreakGlassLost
            or IncidentEvent.ReviewClosed => OnAuthority(state, happened),
        _ => state with { Failover = OnFailover(state, happened) },
    };

    private static Incident OnDeclared(Incident state, IncidentEvent.Declared e) => state with
    {
        Id = e.Incident,
        Service = e.Service,
        Severity = e.Severity,
        Summary = e.Summary,
        Phase = IncidentPhase.Declared,
        DeclaredAt = e.At,
        DeclaredBy = e.By,
        ImpactStart = e.ImpactStart,
        Drill = e.Drill,
    };

    private static DateTimeOffset? Detected(Incident before, IncidentEvent happened) =>
        before.DetectedAt ?? (before.IsDrill && !happened.By.IsBot && happened.By.Person != before.DeclaredBy.Person ? happened.At : null);

    private static Incident OnAlarms(Incident state, IncidentEvent.AlarmsNoted e)
    {
        var alarms = state.Alarms.ToBuilder();
        foreach (var alarm in e.Alarms)
        {
            var changes = alarms.TryGetValue(alarm.Key, out var before) ? before.Changes + 1 : 1;
            alarms[alarm.Key] = new AlarmRecord(alarm.Name, alarm.To, alarm.ChangedAt, changes);
        }

        return state with { Alarms = alarms.ToImmutable(), ImpactStart = EarliestBreach(state, e) };
    }

    /// <summary>t0 is the earliest breaching datapoint, until a person states another; an alarm too old to open an incident does not move it.</summary>
    private static DateTimeOffset? EarliestBreach(Incident state, IncidentEvent.AlarmsNoted e) =>
        state.ImpactStated || state.Phase is IncidentPhase.Resolved
            ? state.ImpactStart
            : e.Alarms.Where(a => a.To == AlarmState.Alarm && e.At - a.ChangedAt <= Opening.AlarmTooOld)
                .Select(a => a.BreachAt ?? (state.ImpactStart is null ? (DateTimeOffset?)a.ChangedAt : null))
                .Append(state.ImpactStart).Min();

    private static Incident OnRoleTaken(Incident state, IncidentEvent.RoleTaken e)
    {
        var holders = state.Roles.GetValueOrDefault(e.Role, []);
        return state with
        {
            Roles = state.Roles.SetItem(e.Role, e.Role == Role.Commander ? [e.Person] : holders.Remove(e.Person).Add(e.Person)),
            Names = state.Names.SetItem(e.Person, e.Name),
        };
    }

    private static Incident OnRoleLost(Incident state, IncidentEvent.RoleLost e) => state with
    {
        Roles = state.Roles.SetItem(e.Role, state.Roles.GetValueOrDefault(e.Role, []).Remove(e.Person)),
    };
}
