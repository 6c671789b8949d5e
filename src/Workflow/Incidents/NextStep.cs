using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>What the log asks the runner to do now: at most one run at a time, derived from the state alone, so that a restart asks for the same.</summary>
public static class NextStep
{
    /// <summary>The run that is due, or null.</summary>
    public static StepOrder? For(Incident incident) => incident.Plan is not { } plan ? null
        : OfFreeze(incident, plan) ?? incident.Failover.State switch
        {
            FailoverState.Preparing => Forward(incident, plan, StepPhase.Prepare),
            FailoverState.Committing => ProofOfPromotion(incident) ?? Forward(incident, plan, StepPhase.Commit),
            FailoverState.Verifying => Forward(incident, plan, StepPhase.Verify),
            FailoverState.Held => OfHeld(incident, plan),
            FailoverState.Halted or FailoverState.Armed => null,
            FailoverState.Aborting => Backward(incident, plan),
            FailoverState.Stuck => OfStandDown(incident, plan),
            _ => null,
        };

    private static StepOrder? OfFreeze(Incident incident, FailoverPlan plan)
    {
        var fence = incident.Fence;
        if (fence.ByFailover || fence.Status is not (FenceStatus.Placing or FenceStatus.Lifting) || plan.Fence is not { } step)
        {
            return null;
        }

        var purpose = fence.Status == FenceStatus.Placing ? StepPurpose.Freeze : StepPurpose.Unfreeze;
        return fence.StartedAt is null
            ? new StepOrder(step, purpose, fence.Attempt + 1, fence.Epoch, false)
            : new StepOrder(step, purpose, fence.Attempt, fence.Epoch, true);
    }

    private static StepOrder? Forward(Incident incident, FailoverPlan plan, StepPhase phase)
    {
        var epoch = incident.Failover.Epoch;
        foreach (var step in plan.Steps)
        {
            if (step.Phase != phase || incident.Failover.Step(step.Id) is not { IsSettled: false } progress)
            {
                continue;
            }

            return progress.Status switch
            {
                // A freeze placed the fence already: preparing reuses it if its probe still proves it.
                StepStatus.Pending when step.Fence && HasProbe(step) && incident.Fence is { Status: FenceStatus.Placed, ByFailover: false } =>
                    new StepOrder(step, StepPurpose.Verify, progress.Attempt, EpochOf(incident, step), false),
                StepStatus.Pending => new StepOrder(step, StepPurpose.Run, progress.Attempt + 1, epoch, false),
                StepStatus.Started => new StepOrder(step, StepPurpose.Run, progress.Attempt, epoch, true),
                _ => null,
            };
        }

        return null;
    }

    /// <summary>The promotion reported success and no probe has proven it: nothing shifts, and nothing is committed further, before one does.</summary>
    internal static StepOrder? ProofOfPromotion(Incident incident) =>
        incident.Plan?.PointOfNoReturn is { } promotion && HasProbe(promotion)
        && incident.Failover.Step(promotion.Id) is { Status: StepStatus.Done, VerifiedAt: null } progress
            ? new StepOrder(promotion, StepPurpose.Verify, progress.Attempt, incident.Failover.Epoch, false)
            : null;

    private static StepOrder? OfHeld(Incident incident, FailoverPlan plan)
    {
        var failover = incident.Failover;
        foreach (var step in plan.Steps)
        {
            if (failover.Step(step.Id) is not { } progress || step.Phase != StepPhase.Prepare)
            {
                continue;
            }

            if (progress.Status == StepStatus.Started)
            {
                return new StepOrder(step, StepPurpose.Run, progress.Attempt, failover.Epoch, true);
            }

            if (NeedsAnotherLook(step, progress, failover))
            {
                return new StepOrder(step, StepPurpose.Verify, progress.Attempt, EpochOf(incident, step), false);
            }
        }

        return null;
    }

    /// <summary>
    /// The epoch that a step's effect bears. A fence that a freeze placed bears the freeze's: a probe that is asked for the failover's own would find it absent,
    /// and the exposure would grow again while writes are refused. No undo that could still lift it has an epoch as large.
    /// </summary>
    private static long EpochOf(Incident incident, PlanStep step) =>
        step.Fence && incident.Fence is { Status: FenceStatus.Placed, ByFailover: false } fence ? fence.Epoch : incident.Failover.Epoch;

    /// <summary>Done before authority came back, and provable: it counts again once its probe has said so.</summary>
    internal static bool NeedsAnotherLook(PlanStep step, StepProgress progress, FailoverRecord failover) =>
        failover.AuthorityRegainedAt is { } regained && progress.Status == StepStatus.Done && HasProbe(step)
        && !(progress.VerifiedAt >= regained);

    /// <summary>Until when a person may say how the run went; null unless the order waits for one.</summary>
    /// <remarks>Where the bot acts and a person only proves it, the step's limit counts once for each.</remarks>
    internal static DateTimeOffset? PersonsDeadline(Incident incident)
    {
        if (For(incident) is not { Resolve: true, AwaitsPerson: true } order)
        {
            return null;
        }

        var started = order.Purpose is StepPurpose.Freeze or StepPurpose.Unfreeze
            ? incident.Fence.StartedAt
            : incident.Failover.Step(order.Step.Id)?.StartedAt;
        return started + (order.Action is StepAction.Manual ? order.Step.Timeout : 2 * order.Step.Timeout);
    }

    /// <summary>A probe that the bot itself can ask.</summary>
    private static bool HasProbe(PlanStep step) => step.Verify is not null and not StepAction.Manual;

    private static StepOrder? Backward(Incident incident, FailoverPlan plan)
    {
        var failover = incident.Failover;
        if (failover.Steps.FirstOrDefault(p => p.Status == StepStatus.Started) is { } running && plan.Step(running.Step) is { } under)
        {
            // The running step ends first: nothing is undone while it may still act, and an abort never ends before it.
            return new StepOrder(under, StepPurpose.Run, running.Attempt, failover.Epoch, true);
        }

        foreach (var step in plan.Steps.Reverse().OrderBy(s => s.Fence))
        {
            if (failover.Step(step.Id) is not { } progress)
            {
                continue;
            }

            if (progress.Status == StepStatus.Undoing)
            {
                return new StepOrder(step, StepPurpose.Undo, progress.Attempt, failover.Epoch, true);
            }

            if (progress.Status != StepStatus.UndoFailed && MustUndo(incident, step, progress))
            {
                return new StepOrder(step, StepPurpose.Undo, progress.Attempt + 1, failover.Epoch, false);
            }
        }

        return null;
    }

    /// <summary>Its effect may be in the world, it has an undo, and it is not a fence that is to stay or that a freeze placed.</summary>
    internal static bool MustUndo(Incident incident, PlanStep step, StepProgress progress) =>
        progress.EffectPossible && step.Undo is not null
        && !(step.Fence && (incident.Failover.KeepFrozen || incident.Mode == FailureMode.DataCorruption || !incident.Fence.ByFailover));

    private static StepOrder? OfStandDown(Incident incident, FailoverPlan plan) =>
        incident.Failover is { StandDownConfirmed: true, StuckFrom: FailoverState.Committing } && incident.Failover.Step(plan.PointOfNoReturn.Id) is { } progress
            ? new StepOrder(plan.PointOfNoReturn, StepPurpose.Verify, progress.Attempt, incident.Failover.Epoch, false)
            : null;
}
