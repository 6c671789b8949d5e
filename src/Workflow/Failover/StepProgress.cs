namespace IncidentBot.Workflow.Failover;

/// <summary>What a run of a step is for.</summary>
public enum StepPurpose
{
    /// <summary>Perform the step.</summary>
    Run,

    /// <summary>Only ask its verify probe whether its effect is present.</summary>
    Verify,

    /// <summary>Take its effect back.</summary>
    Undo,

    /// <summary>Perform the plan's fence step outside of preparing.</summary>
    Freeze,

    /// <summary>Lift a fence that a freeze placed.</summary>
    Unfreeze,
}

/// <summary>Where a step stands within one failover.</summary>
public enum StepStatus
{
    Pending,

    /// <summary>Durably about to act, or acting: after a crash its verify probe decides, and without one a person.</summary>
    Started,
    Done,
    Failed,

    /// <summary>It acted, and what came of it is not known.</summary>
    Unknown,
    Skipped,
    Undoing,
    Undone,
    UndoFailed,
}

/// <summary>How an attempt ended. <see cref="Unknown"/> is not failure: the effect may be present.</summary>
public enum StepOutcome
{
    Succeeded,
    Failed,
    TimedOut,
    Unknown,
}

/// <summary>A step's status with its attempts, times (UTC), evidence and last reason.</summary>
/// <param name="EffectPossible">An attempt may have acted on the world and nothing has proven otherwise: an abort must undo it.</param>
/// <param name="VerifiedAt">When its effect was last proven present.</param>
public sealed record StepProgress(
    string Step, StepStatus Status, int Attempt, DateTimeOffset? FirstStartedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt,
    bool EffectPossible, DateTimeOffset? VerifiedAt, string? Evidence, string? Reason)
{
    public static StepProgress Pending(string step) => new(step, StepStatus.Pending, 0, null, null, null, false, null, null, null);

    /// <summary>Done, or passed over with a reason.</summary>
    public bool IsSettled => Status is StepStatus.Done or StepStatus.Skipped;
}
