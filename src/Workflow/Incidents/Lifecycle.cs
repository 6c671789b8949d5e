using IncidentBot.Workflow.Failover;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Severity, phases, and the ways in which an incident ends.</summary>
internal static class Lifecycle
{
    private static readonly FailoverState[] Endable =
        [FailoverState.Idle, FailoverState.Aborted, FailoverState.Restored, FailoverState.Reconciled];

    internal static Refusal? SetSeverity(Deciding deciding, IncidentCommand.SetSeverity command)
    {
        if (command.Severity == deciding.Incident.Severity)
        {
            return Refusal.Because("same-severity", $"It is {Words.Of(command.Severity)} already.");
        }

        deciding.Emit(new IncidentEvent.SeverityChanged(deciding.Incident.Severity, command.Severity, command.Reason));
        return null;
    }

    internal static Refusal? MovePhase(Deciding deciding, IncidentCommand.MovePhase command)
    {
        var trigger = command.Phase switch
        {
            IncidentPhase.Investigating => IncidentTrigger.Investigate,
            IncidentPhase.Mitigating => IncidentTrigger.Mitigate,
            IncidentPhase.Monitoring => IncidentTrigger.Monitor,
            _ => (IncidentTrigger?)null,
        };
        if (trigger is not { } wanted || !IncidentMachine.May(deciding.Incident.Phase, wanted))
        {
            return Refusal.Because("phase", $"From {Words.Of(deciding.Incident.Phase)} the phase cannot move to {Words.Of(command.Phase)}.",
                "`resolve`, `reopen`, `close` and `false-alarm` end or restart an incident.");
        }

        deciding.Emit(new IncidentEvent.PhaseMoved(deciding.Incident.Phase, IncidentMachine.After(deciding.Incident.Phase, wanted)));
        return null;
    }

    /// <summary>The work itself moves the phase on: answering investigates, proposing mitigates, restoring monitors. Nothing moves where the table forbids it.</summary>
    internal static void Follow(Deciding deciding, IncidentTrigger trigger)
    {
        var phase = deciding.Incident.Phase;
        if (IncidentMachine.May(phase, trigger))
        {
            deciding.EmitAsBot(new IncidentEvent.PhaseMoved(phase, IncidentMachine.After(phase, trigger)));
        }
    }

    internal static Refusal? Resolve(Deciding deciding, IncidentCommand.Resolve command)
    {
        var refusal = Machine(deciding, IncidentTrigger.Resolve) ?? UnlessFailoverIs(deciding, Endable, "resolve");
        if (refusal is null)
        {
            deciding.Emit(new IncidentEvent.Resolved(command.Summary));
        }

        return refusal;
    }

    internal static Refusal? Reopen(Deciding deciding, IncidentCommand.Reopen command)
    {
        var refusal = Machine(deciding, IncidentTrigger.Reopen) ?? Reason(command.Reason, "reopen");
        if (refusal is null)
        {
            deciding.Emit(new IncidentEvent.Reopened(command.Reason));
        }

        return refusal;
    }

    internal static Refusal? Close(Deciding deciding, IncidentCommand.Close command)
    {
        if (deciding.Incident.IsDrill)
        {
            return Drilling.Close(deciding, command);
        }

        var refusal = Machine(deciding, IncidentTrigger.Close)
            ?? UnlessFailoverIs(deciding, [FailoverState.Idle, FailoverState.Aborted, FailoverState.Reconciled], "close")
            ?? UnlessUnfenced(deciding);
        return End(deciding, refusal, new IncidentEvent.Closed(command.Reason));
    }

    internal static Refusal? FalseAlarm(Deciding deciding, IncidentCommand.CallFalseAlarm command)
    {
        var refusal = Drilling.OnlyCloses(deciding) ?? Machine(deciding, IncidentTrigger.FalseAlarm)
            ?? UnlessFailoverIs(deciding, [FailoverState.Idle, FailoverState.Aborted], "false-alarm") ?? UnlessUnfenced(deciding)
            ?? Reason(command.Reason, "false-alarm");
        return End(deciding, refusal, new IncidentEvent.FalseAlarmCalled(command.Reason));
    }

    internal static Refusal? Merge(Deciding deciding, IncidentCommand.Merge command)
    {
        var refusal = Drilling.OnlyCloses(deciding) ?? Machine(deciding, IncidentTrigger.Merge) ?? UnlessFailoverIs(deciding, [FailoverState.Idle], "merge")
            ?? UnlessUnfenced(deciding)
            ?? (command.Into == deciding.Incident.Id ? Refusal.Because("merge-self", "An incident cannot be merged into itself.") : null);
        return End(deciding, refusal, new IncidentEvent.Merged(command.Into, command.Reason));
    }

    private static Refusal? End(Deciding deciding, Refusal? refusal, IncidentEvent ending)
    {
        refusal ??= Reviewing.WhyOpen(deciding.Incident);
        if (refusal is null)
        {
            deciding.Emit(ending);
            deciding.Emit(new ServiceEvent.IncidentEnded(deciding.Incident.Id));
        }

        return refusal;
    }

    private static Refusal? Machine(Deciding deciding, IncidentTrigger trigger) =>
        IncidentMachine.May(deciding.Incident.Phase, trigger)
            ? null
            : Refusal.Because("phase", $"`{Words.Of(trigger)}` is not possible while the incident is {Words.Of(deciding.Incident.Phase)}.",
                trigger == IncidentTrigger.Close ? "`resolve` it first." : "`phase` moves it.");

    private static Refusal? UnlessFailoverIs(Deciding deciding, FailoverState[] states, string verb) =>
        states.Contains(deciding.Failover.State)
            ? null
            : Refusal.Because("failover-open",
                $"`{verb}` needs the failover to be {string.Join(" or ", states.Select(Words.Of))}; it is {Words.Of(deciding.Failover.State)}.",
                deciding.Failover.State == FailoverState.Restored ? "`reconcile` accounts for the lost writes." : "`withdraw` or `abort` ends it.");

    private static Refusal? UnlessUnfenced(Deciding deciding) =>
        deciding.Incident.Fence.Status == FenceStatus.None || deciding.Failover.State == FailoverState.Reconciled
            ? null
            : Refusal.Because("still-fenced", $"Writes to {deciding.Plan.Primary} are still fenced (or may be).", "`unfreeze` lifts the fence.");

    private static Refusal? Reason(string text, string verb) =>
        string.IsNullOrWhiteSpace(text) ? Refusal.Because("no-reason", $"`{verb}` needs a reason.") : null;
}
