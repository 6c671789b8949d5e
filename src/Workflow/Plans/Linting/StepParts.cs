namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Everything that the plan's steps do, with the key under which each stands.</summary>
internal static class StepParts
{
    internal static IEnumerable<(PlanStep Step, string Key, StepAction Action)> Of(FailoverPlan plan)
    {
        foreach (var step in plan.Steps)
        {
            foreach (var (key, action) in Named("do", step.Action).Concat(Named("verify", step.Verify)).Concat(Named("undo", step.Undo)))
            {
                yield return (step, key, action);
            }
        }
    }

    /// <summary>An action by its key; those of a parallel one by key and name.</summary>
    internal static IEnumerable<(string Key, StepAction Action)> Named(string key, StepAction? action) => action switch
    {
        null => [],
        StepAction.Parallel parallel => parallel.Actions.Select(a => ($"{key} parallel {a.Key}", a.Value)),
        _ => [(key, action)],
    };
}
