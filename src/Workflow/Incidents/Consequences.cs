using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>What follows from time and facts alone. Run before and after every command, and by every wake-up; running it twice changes nothing.</summary>
internal static class Consequences
{
    internal static void Settle(Deciding deciding)
    {
        if (!deciding.Incident.IsOpen)
        {
            return;
        }

        Inquiry.AskReadings(deciding);
        Authority.Review(deciding);
        OverdueManualSteps(deciding);
        Clocks(deciding);
        Progress(deciding);
        Exposure(deciding);
        Calling.Settle(deciding);
        Telling.Remind(deciding);
    }

    /// <summary>Moves the failover as far as its steps have come. The order is that of a run, so that one call settles a chain.</summary>
    internal static void Progress(Deciding deciding)
    {
        if (deciding.Failover.State == FailoverState.Approved && deciding.Plan.AutoPrepare)
        {
            deciding.EmitAsBot(new IncidentEvent.PreparingBegun());
        }

        if (deciding.Failover.State == FailoverState.Held)
        {
            Regain(deciding);
        }

        switch (deciding.Failover.State)
        {
            case FailoverState.Preparing:
                HaltOrArm(deciding);
                break;
            case FailoverState.Committing:
                StickOrGoOn(deciding, StepPhase.Commit, new IncidentEvent.CommitDone());
                break;
            case FailoverState.Verifying:
                StickOrGoOn(deciding, StepPhase.Verify, new IncidentEvent.Restored(Signals(deciding)));
                break;
            case FailoverState.Aborting:
                Undoing.StickOrFinish(deciding);
                break;
            case FailoverState.Restored:
                LookAtSignals(deciding);
                break;
        }
    }

    private static void Clocks(Deciding deciding)
    {
        var failover = deciding.Failover;
        if (failover.State == FailoverState.Armed && deciding.Now >= failover.ArmedUntil)
        {
            deciding.EmitAsBot(new IncidentEvent.ArmedLapsed(deciding.Now + deciding.Plan.HoldLimit));
        }

        if (deciding.Failover.State == FailoverState.Held && deciding.Now >= deciding.Failover.HoldUntil)
        {
            Undoing.Begin(deciding, "The hold limit passed.", false, byBot: true);
        }
    }

    private static void Regain(Deciding deciding)
    {
        var failover = deciding.Failover;
        if (failover.AuthorityRegainedAt is null || failover.Steps.Any(p => p.Status == StepStatus.Started))
        {
            return;
        }

        var prepare = deciding.Plan.Steps.Where(s => s.Phase == StepPhase.Prepare).Select(s => (Step: s, Progress: failover.Step(s.Id)!)).ToList();
        if (prepare.Any(s => !s.Progress.IsSettled))
        {
            deciding.EmitAsBot(new IncidentEvent.Resumed(FailoverMachine.After(failover, FailoverTrigger.FoundUndone)));
        }
        else if (!prepare.Any(s => NextStep.NeedsAnotherLook(s.Step, s.Progress, failover)) && FailoverMachine.May(failover, FailoverTrigger.VerifiedAgain))
        {
            Arm(deciding);
        }
    }

    private static void HaltOrArm(Deciding deciding)
    {
        var failover = deciding.Failover;
        foreach (var step in deciding.Plan.Steps.Where(s => s.Phase == StepPhase.Prepare))
        {
            var progress = failover.Step(step.Id)!;
            if (progress.Status is StepStatus.Failed or StepStatus.Unknown)
            {
                deciding.EmitAsBot(new IncidentEvent.Halted(step.Id, progress.Reason ?? "It failed."));
                return;
            }

            if (!progress.IsSettled)
            {
                return;
            }
        }

        Arm(deciding);
    }

    private static void Arm(Deciding deciding) => deciding.EmitAsBot(new IncidentEvent.Armed(
        deciding.Now + deciding.Plan.ArmedLimit, Outlook.LossAt(deciding.Incident, deciding.Now), Outlook.GatesAt(deciding.Situation, deciding.Now)));

    private static void StickOrGoOn(Deciding deciding, StepPhase phase, IncidentEvent done)
    {
        foreach (var step in deciding.Plan.Steps.Where(s => s.Phase <= phase && s.Phase != StepPhase.Prepare))
        {
            var progress = deciding.Failover.Step(step.Id)!;
            if (progress.Status is StepStatus.Failed or StepStatus.Unknown)
            {
                deciding.EmitAsBot(new IncidentEvent.Stuck(deciding.Failover.State, step.Id, progress.Reason ?? "It failed."));
                return;
            }

            if (!progress.IsSettled)
            {
                return;
            }
        }

        if (phase == StepPhase.Commit && NextStep.ProofOfPromotion(deciding.Incident) is not null)
        {
            return;
        }

        deciding.EmitAsBot(done);
        if (deciding.Failover.State == FailoverState.Restored)
        {
            Lifecycle.Follow(deciding, IncidentTrigger.Monitor);
        }

        if (deciding.Failover.State == FailoverState.Verifying)
        {
            StickOrGoOn(deciding, StepPhase.Verify, new IncidentEvent.Restored(Signals(deciding)));
        }
    }

    private static IReadOnlyList<Decisions.GateEvidence> Signals(Deciding deciding) =>
        [.. deciding.Plan.Steps.Where(s => s.Phase == StepPhase.Verify)
            .Select(s => deciding.Failover.Step(s.Id)!)
            .Select(p => new Decisions.GateEvidence(p.Step, p.Evidence ?? p.Reason ?? "none", Words.Of(p.Status), "plan", p.EndedAt ?? deciding.Now))];

    private static void LookAtSignals(Deciding deciding)
    {
        foreach (var step in deciding.Plan.Steps.Where(s => s.Phase == StepPhase.Verify))
        {
            if (step.Action is StepAction.Check { Condition: var check }
                && deciding.Incident.Readings.GetValueOrDefault(check.Reading) is { } reading
                && reading.SampledAt > deciding.Failover.RestoredAt
                && reading.ValueAt(deciding.Now) is { } value && !check.Holds(value))
            {
                deciding.EmitAsBot(new IncidentEvent.SignalsFailed(FormattableString.Invariant($"{step.Title}: {check.Reading} is {value}; needed: {check}.")));
                return;
            }
        }
    }

    private static void OverdueManualSteps(Deciding deciding)
    {
        if (deciding.Now >= NextStep.PersonsDeadline(deciding.Incident) && NextStep.For(deciding.Incident) is { } order)
        {
            deciding.EmitAsBot(new IncidentEvent.StepFailed(order.Step.Id, order.Purpose, order.Attempt, StepOutcome.TimedOut,
                $"Nobody attested it within {Durations.Text(order.Step.Timeout)}.", true));
        }
    }

    private static void Exposure(Deciding deciding)
    {
        var incident = deciding.Incident;
        if (incident.Plan is not { } plan || incident.RpoBreachSaidAt is not null || incident.Failover.PastPointOfNoReturn
            || Outlook.ExposureAt(incident, deciding.Now) is not { Growing: true } exposure || exposure.Span < plan.Rpo)
        {
            return;
        }

        deciding.EmitAsBot(new IncidentEvent.RpoReached(exposure, plan.Rpo));
        if (plan.AutoFence && plan.Fence is not null && incident.Fence.Status == FenceStatus.None
            && incident.Failover.State is FailoverState.Idle or FailoverState.Proposed or FailoverState.Approved)
        {
            Fencing.Order(deciding, "The exposure has reached the RPO.", true);
        }
    }
}
