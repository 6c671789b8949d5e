using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>The ways out: aborting before the point of no return; after it taking over, standing down if the promotion had no effect, and reconciling.</summary>
internal static class Undoing
{
    internal static Refusal? Abort(Deciding deciding, IncidentCommand.Abort command)
    {
        var refusal = Decide.Unless(deciding, FailoverTrigger.Abort, deciding.Failover.PastPointOfNoReturn
            ? "The point of no return has passed. `stand-down` asks whether the promotion had any effect; `takeover` goes on by hand."
            : "There is nothing to abort.");
        if (refusal is null && string.IsNullOrWhiteSpace(command.Reason))
        {
            refusal = Refusal.Because("no-reason", "An abort needs a reason.", "`abort the primary is back`");
        }

        if (refusal is null)
        {
            Begin(deciding, command.Reason, command.KeepFrozen, byBot: false);
        }

        return refusal;
    }

    /// <summary>Begins to undo under a fresh epoch; writes stay frozen where the mode is corruption or a person chose so.</summary>
    internal static void Begin(Deciding deciding, string reason, bool keepFrozen, bool byBot)
    {
        var begun = new IncidentEvent.AbortBegun(reason, keepFrozen || deciding.Incident.Mode == FailureMode.DataCorruption, deciding.TakeEpoch("undo"));
        if (byBot)
        {
            deciding.EmitAsBot(begun);
        }
        else
        {
            deciding.Emit(begun);
        }

        StickOrFinish(deciding);
    }

    /// <summary>Stuck if an undo failed; aborted once nothing is left to undo.</summary>
    internal static void StickOrFinish(Deciding deciding)
    {
        var failover = deciding.Failover;
        if (failover.State != FailoverState.Aborting)
        {
            return;
        }

        if (failover.Steps.FirstOrDefault(p => p.Status == StepStatus.UndoFailed) is { } broken)
        {
            deciding.EmitAsBot(new IncidentEvent.Stuck(FailoverState.Aborting, broken.Step, broken.Reason ?? "Its undo failed."));
        }
        else if (!failover.Steps.Any(p => p.Status is StepStatus.Started or StepStatus.Undoing
            || (deciding.Plan.Step(p.Step) is { } step && NextStep.MustUndo(deciding.Incident, step, p))))
        {
            deciding.EmitAsBot(new IncidentEvent.Aborted());
            deciding.Emit(new ServiceEvent.FailoverEnded(deciding.Incident.Id, "aborted", null));
        }
    }

    internal static Refusal? TakeOver(Deciding deciding, IncidentCommand.TakeOver command)
    {
        if (Decide.Unless(deciding, FailoverTrigger.TakeOver) is { } refusal)
        {
            return refusal;
        }

        var open = deciding.Failover.Steps.Where(p => deciding.Plan.Step(p.Step)!.Phase == StepPhase.Commit && !p.IsSettled).Select(p => p.Step).ToList();
        var missing = open.Where(s => !command.Evidence.TryGetValue(s, out var text) || string.IsNullOrWhiteSpace(text)).ToList();
        var strangers = command.Evidence.Keys.Where(s => !open.Contains(s)).ToList();
        if (missing.Count + strangers.Count > 0)
        {
            return new Refusal("takeover-evidence",
                [.. missing.Select(s => $"'{s}' is open and has no evidence."), .. strangers.Select(s => $"'{s}' is not an open step.")],
                ["`takeover " + string.Join("; ", open.Select(s => $"{s}: what you did and how you know")) + "`"]);
        }

        deciding.Emit(new IncidentEvent.TakenOver(command.Evidence));
        foreach (var broken in deciding.Failover.Steps.Where(p => p.Status is StepStatus.Failed or StepStatus.Unknown).ToList())
        {
            deciding.Emit(new IncidentEvent.StepReset(broken.Step, "Verified again after the takeover."));
        }

        return null;
    }

    internal static Refusal? StandDown(Deciding deciding, IncidentCommand.StandDown command)
    {
        var failover = deciding.Failover;
        var refusal = Decide.Unless(deciding, FailoverTrigger.StandDown);
        var promotion = deciding.Incident.Plan?.PointOfNoReturn;
        if (refusal is null && (promotion?.Verify is null or StepAction.Manual || failover.Step(promotion.Id) is { IsSettled: true }))
        {
            refusal = Refusal.Because("promoted", "The promotion is done, or nothing can prove that it had no effect.", "`retry` or `takeover`.");
        }

        if (refusal is null && failover.Step(promotion!.Id) is { EffectPossible: true })
        {
            // A larger epoch shuts out what is on its way only once the target has seen it, and a plan has no call that tells it so.
            refusal = Refusal.Because("promotion-in-doubt",
                "An attempt at the promotion may still take effect: it was late, lost, accepted or repeated, and a look that finds nothing now does not rule it out.",
                "`retry` asks for it again under the same epoch; `takeover` goes on by hand once you know how it ended.");
        }

        if (refusal is null && !Enum.GetValues<Role>().Any(r => deciding.Incident.Holds(deciding.Actor.Person, r)))
        {
            refusal = Refusal.Because("role-needed", "Standing down takes two people with a role in this incident.", "`role take responder`");
        }

        if (refusal is null && failover.StandDownConfirmed)
        {
            refusal = Refusal.Because("probing", "Two persons agreed already; the promotion's probe is being asked.");
        }

        if (refusal is null && failover.StandDownBy?.Person == deciding.Actor.Person)
        {
            refusal = Refusal.Because("second-person", "You asked already; a second person must agree.");
        }

        if (refusal is null)
        {
            deciding.Emit(failover.StandDownBy is null
                ? new IncidentEvent.StandDownAsked(command.Reason)
                : new IncidentEvent.StandDownConfirmed(command.Reason));
        }

        return refusal;
    }

    /// <summary>The promotion's probe has answered: back to aborting only if it proves that there was no effect.</summary>
    internal static void AfterProbe(Deciding deciding, IncidentCommand.FinishStep command)
    {
        if (command is { Outcome: StepOutcome.Succeeded, EffectPresent: false } && FailoverMachine.May(deciding.Failover, FailoverTrigger.StandDown))
        {
            Begin(deciding, "Stood down: the promotion had no effect.", false, byBot: true);
        }
        else
        {
            deciding.EmitAsBot(new IncidentEvent.StandDownRefused(command.Outcome == StepOutcome.Succeeded
                ? "The promotion took effect."
                : $"Nothing proves that the promotion had no effect: {command.Evidence}"));
        }
    }

    internal static Refusal? Reconcile(Deciding deciding, IncidentCommand.Reconcile command)
    {
        var refusal = Decide.Unless(deciding, FailoverTrigger.Reconcile);
        if (refusal is not null)
        {
            return refusal;
        }

        var reasons = new List<string>();
        if (string.IsNullOrWhiteSpace(command.FencedEvidence))
        {
            reasons.Add("Say how the old region is known to be fenced.");
        }

        if (string.IsNullOrWhiteSpace(command.Account))
        {
            reasons.Add("Say where the lost writes were exported to, or how they were accounted for.");
        }

        if (command.LostRecords < 0 || command.LostWindow < TimeSpan.Zero)
        {
            reasons.Add("A loss cannot be negative.");
        }

        if (reasons.Count > 0)
        {
            return new Refusal("reconcile", reasons, ["`reconcile lost 137 within 4s fenced: security group closed; account: exported to s3`"]);
        }

        deciding.Emit(new IncidentEvent.Reconciled(command.LostRecords, command.LostWindow, command.FencedEvidence, command.Account));
        deciding.Emit(new ServiceEvent.FailoverEnded(deciding.Incident.Id, "reconciled", deciding.Incident.IsDrill ? null : deciding.Plan.Target));
        return null;
    }
}
