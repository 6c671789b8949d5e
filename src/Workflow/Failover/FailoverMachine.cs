using Stateless;
using Stateless.Graph;

namespace IncidentBot.Workflow.Failover;

/// <summary>The one table of failover transitions: what may happen now, and if not, why not. Whatever is not in it is refused.</summary>
/// <remarks>It performs nothing. One configured table serves each thread; the record it is asked about is set for the length of a call.</remarks>
public sealed class FailoverMachine
{
    [ThreadStatic]
    private static FailoverMachine? ofThisThread;

    private readonly StateMachine<FailoverState, FailoverTrigger> table;
    private FailoverRecord record = FailoverRecord.Idle;
    private FailoverState state;

    private FailoverMachine()
    {
        table = new StateMachine<FailoverState, FailoverTrigger>(() => state, to => state = to);
        BeforePreparing();
        Preparing();
        Aborting();
        PastThePointOfNoReturn();
    }

    /// <summary>Whether a trigger may fire.</summary>
    public static bool May(FailoverRecord record, FailoverTrigger trigger) => For(record).table.CanFire(trigger);

    /// <summary>The state after a trigger; throws if it may not fire.</summary>
    public static FailoverState After(FailoverRecord record, FailoverTrigger trigger)
    {
        var machine = For(record);
        machine.table.Fire(trigger);
        return machine.state;
    }

    /// <summary>Every reason why a trigger may not fire; empty if it may.</summary>
    public static IReadOnlyList<string> WhyNot(FailoverRecord record, FailoverTrigger trigger)
    {
        if (For(record).table.CanFire(trigger, out var unmet))
        {
            return [];
        }

        return unmet is { Count: > 0 }
            ? [.. unmet]
            : [$"`{Words.Of(trigger)}` is not possible while the failover is {Words.Of(record.State)}."];
    }

    /// <summary>The table as a Mermaid state diagram.</summary>
    public static string Diagram() => MermaidGraph.Format(For(FailoverRecord.Idle).table.GetInfo());

    private static FailoverMachine For(FailoverRecord record)
    {
        var machine = ofThisThread ??= new FailoverMachine();
        machine.record = record;
        machine.state = record.State;
        return machine;
    }

    private void BeforePreparing()
    {
        table.Configure(FailoverState.Idle).Permit(FailoverTrigger.Propose, FailoverState.Proposed);
        table.Configure(FailoverState.Aborted).Permit(FailoverTrigger.Propose, FailoverState.Proposed);
        table.Configure(FailoverState.Reconciled).Permit(FailoverTrigger.Propose, FailoverState.Proposed);
        table.Configure(FailoverState.Proposed)
            .PermitReentry(FailoverTrigger.Reject)
            .Permit(FailoverTrigger.Withdraw, FailoverState.Idle)
            .Permit(FailoverTrigger.LastApproval, FailoverState.Approved)
            .Permit(FailoverTrigger.Abort, FailoverState.Aborting);
        table.Configure(FailoverState.Approved)
            .Permit(FailoverTrigger.Prepare, FailoverState.Preparing)
            .Permit(FailoverTrigger.LoseAuthority, FailoverState.Proposed)
            .Permit(FailoverTrigger.Abort, FailoverState.Aborting);
    }

    private void Preparing()
    {
        table.Configure(FailoverState.Preparing)
            .Permit(FailoverTrigger.PreparationDone, FailoverState.Armed)
            .Permit(FailoverTrigger.StepFailed, FailoverState.Halted)
            .Permit(FailoverTrigger.LoseAuthority, FailoverState.Held)
            .Permit(FailoverTrigger.Abort, FailoverState.Aborting);
        table.Configure(FailoverState.Halted)
            .Permit(FailoverTrigger.Retry, FailoverState.Preparing)
            .Permit(FailoverTrigger.Skip, FailoverState.Preparing)
            .Permit(FailoverTrigger.LoseAuthority, FailoverState.Held)
            .Permit(FailoverTrigger.Abort, FailoverState.Aborting);
        table.Configure(FailoverState.Armed)
            .Permit(FailoverTrigger.Press, FailoverState.Committing)
            .Permit(FailoverTrigger.ArmedLimitOver, FailoverState.Held)
            .Permit(FailoverTrigger.LoseAuthority, FailoverState.Held)
            .Permit(FailoverTrigger.Abort, FailoverState.Aborting);
        table.Configure(FailoverState.Held)
            .Permit(FailoverTrigger.VerifiedAgain, FailoverState.Armed)
            .Permit(FailoverTrigger.FoundUndone, FailoverState.Preparing)
            .Permit(FailoverTrigger.HoldLimitOver, FailoverState.Aborting)
            .Permit(FailoverTrigger.Abort, FailoverState.Aborting);
    }

    private void Aborting() =>
        table.Configure(FailoverState.Aborting)
            .Permit(FailoverTrigger.AllUndone, FailoverState.Aborted)
            .Permit(FailoverTrigger.UndoFailed, FailoverState.Stuck);

    private void PastThePointOfNoReturn()
    {
        table.Configure(FailoverState.Committing)
            .Permit(FailoverTrigger.AllCommitted, FailoverState.Verifying)
            .Permit(FailoverTrigger.StepFailed, FailoverState.Stuck);
        table.Configure(FailoverState.Verifying)
            .Permit(FailoverTrigger.SignalsGood, FailoverState.Restored)
            .Permit(FailoverTrigger.StepFailed, FailoverState.Stuck);
        table.Configure(FailoverState.Restored)
            .Permit(FailoverTrigger.SignalsFailed, FailoverState.Verifying)
            .Permit(FailoverTrigger.Reconcile, FailoverState.Reconciled);

        var stuck = table.Configure(FailoverState.Stuck)
            .PermitIf(FailoverTrigger.TakeOver, FailoverState.Verifying, () => record.PastPointOfNoReturn,
                "Taking over is for steps after the point of no return.")
            .PermitIf(FailoverTrigger.StandDown, FailoverState.Aborting, () => record.StuckFrom == FailoverState.Committing,
                "Standing down is possible only when the promotion itself is stuck.");
        foreach (var from in (FailoverState[])[FailoverState.Aborting, FailoverState.Committing, FailoverState.Verifying])
        {
            stuck.PermitIf(FailoverTrigger.Retry, from, () => record.StuckFrom == from, $"It came from {Words.Of(from)}.")
                .PermitIf(FailoverTrigger.Skip, from, () => record.StuckFrom == from, $"It came from {Words.Of(from)}.");
        }
    }
}
