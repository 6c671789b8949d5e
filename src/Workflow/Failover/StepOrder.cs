using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Failover;

/// <summary>What the runner is to do next: exactly one run of one step.</summary>
/// <param name="Resolve">The run was started before and nobody knows what came of it: ask the verify probe, do not act.</param>
/// <param name="Epoch">The fencing token to hand to the action; for a verification the one that the effect was brought about under.</param>
public sealed record StepOrder(PlanStep Step, StepPurpose Purpose, int Attempt, long Epoch, bool Resolve)
{
    /// <summary>Only a person's word ends it: the action is a person's, or its proof is. Of an action of the bot, once it has been performed.</summary>
    public bool AwaitsPerson => Purpose != StepPurpose.Verify && (Action is StepAction.Manual || Step.Verify is StepAction.Manual);

    /// <summary>What to perform; for a verification the probe alone.</summary>
    public StepAction? Action => Purpose switch
    {
        StepPurpose.Run or StepPurpose.Freeze => Step.Action,
        StepPurpose.Undo or StepPurpose.Unfreeze => Step.Undo,
        StepPurpose.Verify => Step.Verify,
        _ => throw new InvalidOperationException($"No action for '{Purpose}'."),
    };
}
