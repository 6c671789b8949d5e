namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Findings about what runs after the press, where nothing is undone.</summary>
internal static class IrreversibleRules
{
    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        new("work-after-the-press", "a step after the point of no return neither promotes nor moves users: if it fails, there is no way back, and it could have been done before",
            "move it under `prepare` with an `undo`, or under `verify` if it only looks", WorkAfterThePress),
        new("wait-after-the-press", "a fixed wait between promotion and traffic keeps writes off for everybody, whether it is needed or not",
            "wait for a reading with `check`, or prove the promotion with its `verify`", WaitAfterThePress),
    ];

    private static IEnumerable<Remark> WorkAfterThePress(FailoverPlan plan) =>
        from step in Later(plan)
        where step.Action is StepAction.Exec or StepAction.Http or StepAction.Aws or StepAction.Parallel or StepAction.Manual
        where !step.ShiftsTraffic
        select new Remark($"step {step.Id}",
            $"step {step.Id} comes after the point of no return and neither promotes nor moves users: if it fails, there is no way back, and it could have been done before");

    private static IEnumerable<Remark> WaitAfterThePress(FailoverPlan plan) =>
        from step in Later(plan)
        where step.Action is StepAction.Wait
        select new Remark($"step {step.Id}");

    private static IEnumerable<PlanStep> Later(FailoverPlan plan) => plan.Steps.Where(s => s.Phase == StepPhase.Commit && s != plan.PointOfNoReturn);
}
