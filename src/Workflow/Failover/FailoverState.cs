namespace IncidentBot.Workflow.Failover;

/// <summary>Where a failover stands. Everything before <see cref="Committing"/> can be taken back.</summary>
public enum FailoverState
{
    Idle,
    Proposed,
    Approved,
    Preparing,
    Halted,
    Held,
    Armed,
    Aborting,
    Aborted,
    Committing,
    Verifying,
    Stuck,
    Restored,
    Reconciled,
}

/// <summary>What may move a failover from one state to another.</summary>
public enum FailoverTrigger
{
    Propose,
    Reject,
    Withdraw,
    LastApproval,
    Prepare,
    LoseAuthority,
    PreparationDone,
    StepFailed,
    Retry,
    Skip,
    ArmedLimitOver,
    VerifiedAgain,
    FoundUndone,
    Abort,
    HoldLimitOver,
    AllUndone,
    UndoFailed,
    Press,
    AllCommitted,
    TakeOver,
    StandDown,
    SignalsGood,
    SignalsFailed,
    Reconcile,
}
