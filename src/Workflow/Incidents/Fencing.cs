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

        if (InFlight(deciding.Incident) is { } busy)
        {
            return busy;
        }

        Order(deciding, command.Reason, false);
        return null;
    }

    /// <summary>Orders the fence step. With a proposal open it runs under that one's epoch, for a larger one would shut the failover's own steps out. <paramref name="automatic"/>: the plan lets the bot do it at the RPO.</summary>
    internal static void Order(Deciding deciding, string reason, bool automatic)
    {
        var epoch = deciding.Failover.IsOpenToVotes ? deciding.Failover.Epoch : deciding.TakeEpoch("freeze");
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

        if (refusal is null && deciding.Failover.IsOpenToVotes)
        {
            refusal = Refusal.Because("failover-open", "Lifting the fence takes a larger epoch than the one that is up for approval.",
                "`withdraw` or `abort` the proposal first.");
        }

        refusal ??= InFlight(deciding.Incident);

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

    /// <summary>A run of the fence step that has begun ends before the opposite one is ordered.</summary>
    private static Refusal? InFlight(Incident incident) =>
        incident.Fence is { StartedAt: not null, Status: FenceStatus.Placing or FenceStatus.Lifting } fence
            ? Refusal.Because("fence-moves", $"The fence is {Words.Of(fence.Status)} just now.", "Wait until the card says what came of it.")
            : null;

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
