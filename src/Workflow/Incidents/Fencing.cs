using IncidentBot.Workflow.Failover;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Freezing and unfreezing writes outside of a failover's own preparing; each under a fresh epoch.</summary>
internal static class Fencing
{
    internal static Refusal? Freeze(Deciding deciding, IncidentCommand.Freeze command)
    {
        if (Blocked(deciding) is { } refusal)
        {
            return refusal;
        }

        if (deciding.Incident.Fence.Status is FenceStatus.Placed or FenceStatus.Placing)
        {
            return Refusal.Because("fenced-already", $"The fence is {Words.Of(deciding.Incident.Fence.Status)} already (epoch {deciding.Incident.Fence.Epoch}).");
        }

        Order(deciding, command.Reason, false);
        return null;
    }

    /// <summary>Orders the fence step under a fresh epoch. <paramref name="automatic"/>: the plan lets the bot do it at the RPO.</summary>
    internal static void Order(Deciding deciding, string reason, bool automatic)
    {
        var epoch = deciding.TakeEpoch("freeze");
        var ordered = new IncidentEvent.FreezeOrdered(epoch, reason, automatic);
        if (automatic)
        {
            deciding.EmitAsBot(ordered);
        }
        else
        {
            deciding.Emit(ordered);
        }
    }

    internal static Refusal? Unfreeze(Deciding deciding, IncidentCommand.Unfreeze command)
    {
        var refusal = Blocked(deciding);
        if (refusal is null && deciding.Incident.Fence.Status == FenceStatus.None)
        {
            refusal = Refusal.Because("not-fenced", "Writes are not frozen.");
        }

        if (refusal is null && deciding.Failover.State is not (FailoverState.Idle or FailoverState.Proposed or FailoverState.Approved or FailoverState.Aborted))
        {
            refusal = Refusal.Because("failover-runs", "A failover rests on this fence.", "`abort` undoes it in the right order.");
        }

        if (refusal is null && deciding.Plan.Fence!.Undo is null)
        {
            refusal = Refusal.Because("no-undo", "The plan's fence step has no undo: lift the fence by hand.");
        }

        if (refusal is null)
        {
            deciding.Emit(new IncidentEvent.UnfreezeOrdered(deciding.TakeEpoch("unfreeze"), command.Reason));
        }

        return refusal;
    }

    private static Refusal? Blocked(Deciding deciding)
    {
        if (deciding.Incident.Plan?.Fence is null)
        {
            return Refusal.Because("no-fence", "There is no plan with a fence step for this service.");
        }

        if (deciding.Failover.PastPointOfNoReturn)
        {
            return Refusal.Because("past-ponr", "The point of no return has passed: the old primary stays fenced.");
        }

        return deciding.Failover.State is FailoverState.Preparing or FailoverState.Halted or FailoverState.Held
            or FailoverState.Armed or FailoverState.Aborting or FailoverState.Stuck
            ? Refusal.Because("failover-runs", $"The failover is {Words.Of(deciding.Failover.State)} and owns the fence.", "`abort` undoes it in the right order.")
            : null;
    }
}
