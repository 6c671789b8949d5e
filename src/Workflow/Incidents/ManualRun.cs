using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>A run that only a person can end: a manual step, a manual undo, or a fence that is placed or lifted by hand.</summary>
/// <param name="Until">When nobody having attested it counts as its time-out (UTC).</param>
internal sealed record ManualRun(PlanStep Step, StepPurpose Purpose, int Attempt, DateTimeOffset Until)
{
    /// <summary>The runs that wait for a person now.</summary>
    internal static IReadOnlyList<ManualRun> Of(Incident incident)
    {
        var runs = new List<ManualRun>();
        foreach (var progress in incident.Failover.Steps)
        {
            if (incident.Plan?.Step(progress.Step) is { } step && progress.StartedAt is { } started)
            {
                if (progress.Status == StepStatus.Started && (step.Action is StepAction.Manual || step.Verify is StepAction.Manual))
                {
                    // Where the bot acts and a person only proves it, the step's limit counts once for each.
                    runs.Add(new ManualRun(step, StepPurpose.Run, progress.Attempt, started + (step.Action is StepAction.Manual ? step.Timeout : 2 * step.Timeout)));
                }
                else if (progress.Status == StepStatus.Undoing && step.Undo is StepAction.Manual)
                {
                    runs.Add(new ManualRun(step, StepPurpose.Undo, progress.Attempt, started + step.Timeout));
                }
            }
        }

        if (incident is { Fence: { ByFailover: false, StartedAt: { } at } fence, Plan.Fence: { } own })
        {
            if (fence.Status == FenceStatus.Placing && own.Action is StepAction.Manual)
            {
                runs.Add(new ManualRun(own, StepPurpose.Freeze, fence.Attempt, at + own.Timeout));
            }
            else if (fence.Status == FenceStatus.Lifting && own.Undo is StepAction.Manual)
            {
                runs.Add(new ManualRun(own, StepPurpose.Unfreeze, fence.Attempt, at + own.Timeout));
            }
        }

        return runs;
    }
}
