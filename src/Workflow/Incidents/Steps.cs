using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>The runner's reports and people's word on steps. A start is accepted only for the run that the log asks for; an end only once.</summary>
internal static class Steps
{
    internal static Refusal? Start(Deciding deciding, IncidentCommand.StartStep command)
    {
        if (NextStep.For(deciding.Incident) is not { Resolve: false } order
            || order.Step.Id != command.Step || order.Purpose != command.Purpose || order.Attempt != command.Attempt)
        {
            return Refusal.Because("not-ordered", $"The log does not ask for {Words.Of(command.Purpose)} {command.Attempt} of '{command.Step}' now.");
        }

        if (order.Purpose == StepPurpose.Run && order.Step.Id == deciding.Plan.PointOfNoReturn.Id
            && Promotion.WhyNot(deciding, unknownCounts: false) is { } why)
        {
            deciding.EmitAsBot(new IncidentEvent.Stuck(deciding.Failover.State, order.Step.Id, why));
            return Refusal.Because("promotion-unsafe", why, Promotion.Remedies);
        }

        deciding.Emit(new IncidentEvent.StepStarted(command.Step, command.Purpose, command.Attempt, order.Epoch));
        return null;
    }

    internal static Refusal? Finish(Deciding deciding, IncidentCommand.FinishStep command)
    {
        if (!IsAwaited(deciding.Incident, command))
        {
            return Refusal.Because("not-awaited", $"No end of {Words.Of(command.Purpose)} {command.Attempt} of '{command.Step}' is awaited.");
        }

        var outcome = Judge(deciding.Failover.State, command);
        if (outcome == StepOutcome.Succeeded)
        {
            deciding.Emit(new IncidentEvent.StepSucceeded(
                command.Step, command.Purpose, command.Attempt, command.Evidence, command.Verified, command.EffectPresent ?? true));
        }
        else
        {
            deciding.Emit(new IncidentEvent.StepFailed(
                command.Step, command.Purpose, command.Attempt, outcome, command.Evidence, command.EffectPresent != false));
            TryAgain(deciding, command);
        }

        if (deciding.Failover is { State: FailoverState.Stuck, StandDownConfirmed: true } && command.Purpose == StepPurpose.Verify)
        {
            Undoing.AfterProbe(deciding, command);
        }

        return null;
    }

    internal static Refusal? Attest(Deciding deciding, IncidentCommand.AttestStep command)
    {
        if (NextStep.For(deciding.Incident) is not { Resolve: true, AwaitsPerson: true } order || order.Step.Id != command.Step)
        {
            return Refusal.Because("not-manual", command.Step.Length == 0 ? "It was not said which step was done." : $"'{command.Step}' is not a manual step that is under way.", "The card shows the step that waits for a person.");
        }

        if (string.IsNullOrWhiteSpace(command.Evidence))
        {
            return Refusal.Because("no-evidence", "A manual step needs evidence: what was done, and how you know that it worked.");
        }

        deciding.Emit(new IncidentEvent.StepSucceeded(
            command.Step, order.Purpose, order.Attempt, command.Evidence, order.Step.Verify is StepAction.Manual,
            order.Purpose is StepPurpose.Run or StepPurpose.Freeze));
        return null;
    }

    internal static Refusal? Retry(Deciding deciding, IncidentCommand.Retry command)
    {
        var refusal = Decide.Unless(deciding, FailoverTrigger.Retry);
        if (refusal is not null || Broken(deciding, command.Step, out var progress, out refusal))
        {
            return refusal;
        }

        if (deciding.Failover.StuckFrom == FailoverState.Committing && deciding.Failover.Step(deciding.Plan.PointOfNoReturn.Id) is { IsSettled: false }
            && Promotion.WhyNot(deciding, unknownCounts: true) is { } why)
        {
            return Refusal.Because("promotion-unsafe", why, Promotion.Remedies);
        }

        var to = FailoverMachine.After(deciding.Failover, FailoverTrigger.Retry);
        if (progress is not null)
        {
            deciding.Emit(new IncidentEvent.StepReset(progress.Step, "A person ordered another attempt."));
        }

        deciding.Emit(new IncidentEvent.Resumed(to));
        return null;
    }

    internal static Refusal? Skip(Deciding deciding, IncidentCommand.Skip command)
    {
        var refusal = Decide.Unless(deciding, FailoverTrigger.Skip);
        if (refusal is not null || Broken(deciding, command.Step, out var progress, out refusal) || progress is null)
        {
            return refusal ?? Refusal.Because("nothing-broken", "No step is broken any more.", "`retry` goes on.");
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return Refusal.Because("no-reason", "Skipping a step needs a reason.", $"`skip {progress.Step} because ...`");
        }

        var step = deciding.Plan.Step(progress.Step)!;
        if (step.Fence && deciding.Failover.StuckFrom is null && Promotion.FenceIs(deciding, unknownCounts: true) is not null)
        {
            return Refusal.Because("fence-skip", "The fence is skipped only if G5 is open (the primary is proven dead) or waived.",
                "`waive G5 we accept split-brain because ...` by commander and data-owner, or `retry`.");
        }

        if (step.Id == deciding.Plan.PointOfNoReturn.Id)
        {
            return Refusal.Because("promotion-skip", "The promotion cannot be skipped: nothing may shift to a region that was not promoted.",
                "`retry`, `takeover` with evidence, or `stand-down`.");
        }

        var to = FailoverMachine.After(deciding.Failover, FailoverTrigger.Skip);
        deciding.Emit(new IncidentEvent.StepSkipped(progress.Step, command.Reason));
        deciding.Emit(new IncidentEvent.Resumed(to));
        return null;
    }

    /// <summary>The bot itself tries again only what is idempotent, as often as the plan says, and only while the failover runs.</summary>
    private static void TryAgain(Deciding deciding, IncidentCommand.FinishStep command)
    {
        var runs = deciding.Failover.State is FailoverState.Preparing or FailoverState.Committing or FailoverState.Verifying;
        var step = deciding.Plan.Step(command.Step)!;
        if (command.Purpose == StepPurpose.Run && runs && step.Idempotent && command.Attempt < step.Attempts)
        {
            deciding.Emit(new IncidentEvent.StepReset(step.Id, $"Attempt {command.Attempt} of {step.Attempts}: {command.Evidence}"));
        }
    }

    /// <summary>
    /// What a report amounts to: a success whose probe found no effect is none, and a look that could not tell is unknown. Past the
    /// point of no return an effect that is missing stops the run: nothing is repeated there unasked.
    /// </summary>
    private static StepOutcome Judge(FailoverState state, IncidentCommand.FinishStep command) => command switch
    {
        { Outcome: not StepOutcome.Succeeded } => command.Outcome,
        { Purpose: StepPurpose.Run or StepPurpose.Freeze, EffectPresent: false } => StepOutcome.Failed,
        { Purpose: StepPurpose.Verify, EffectPresent: null } => StepOutcome.Unknown,
        { Purpose: StepPurpose.Verify, EffectPresent: false } when state == FailoverState.Committing => StepOutcome.Failed,
        _ => StepOutcome.Succeeded,
    };

    private static bool IsAwaited(Incident incident, IncidentCommand.FinishStep command)
    {
        var progress = incident.Failover.Step(command.Step);
        return command.Purpose switch
        {
            StepPurpose.Run => progress?.Status == StepStatus.Started && progress.Attempt == command.Attempt,
            StepPurpose.Undo => progress?.Status == StepStatus.Undoing && progress.Attempt == command.Attempt,
            StepPurpose.Freeze or StepPurpose.Unfreeze => incident.Fence is { ByFailover: false, StartedAt: not null } fence
                && fence.Status == (command.Purpose == StepPurpose.Freeze ? FenceStatus.Placing : FenceStatus.Lifting) && fence.Attempt == command.Attempt,
            StepPurpose.Verify => NextStep.For(incident) is { Purpose: StepPurpose.Verify } order
                && order.Step.Id == command.Step && order.Attempt == command.Attempt,
            _ => false,
        };
    }

    /// <summary>Finds the step that broke (none, if a probe has since shown its effect); true with a refusal if the named one did not.</summary>
    private static bool Broken(Deciding deciding, string? named, out StepProgress? progress, out Refusal? refusal)
    {
        // While aborting only an undo can break: steps that failed on the way there are still to be undone. A promotion that was held back never began.
        var failover = deciding.Failover;
        var broken = failover.Steps.Where(p => failover.StuckFrom == FailoverState.Aborting
            ? p.Status == StepStatus.UndoFailed
            : p.Status is StepStatus.Failed or StepStatus.Unknown
                || (failover.StuckFrom == FailoverState.Committing && p.Step == deciding.Plan.PointOfNoReturn.Id && !p.IsSettled)).ToList();
        progress = broken.FirstOrDefault(p => named is null || p.Step == named);
        refusal = progress is not null || named is null ? null
            : Refusal.Because("no-such-step", $"'{named}' is not a step that broke.", $"Broken: {string.Join(", ", broken.Select(p => p.Step))}.");
        return refusal is not null;
    }
}
