namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Everything that the plan's steps do, with the key under which each stands.</summary>
internal static class StepParts
{
    internal static IEnumerable<(PlanStep Step, string Key, StepAction Action)> Of(FailoverPlan plan)
    {
        foreach (var step in plan.Steps)
        {
            yield return (step, "do", step.Action);
            if (step.Verify is { } verify)
            {
                yield return (step, "verify", verify);
            }

            if (step.Undo is { } undo)
            {
                yield return (step, "undo", undo);
            }
        }
    }
}
