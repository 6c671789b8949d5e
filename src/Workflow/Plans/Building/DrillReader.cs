namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads a step's <c>drill</c>: what is done in its place at a rehearsal target, written as the step's own actions are.</summary>
internal static class DrillReader
{
    public static DrillStep? Read(PlanSection step, ActionReader actions)
    {
        if (step.Section("drill", $"`drill` of {step.Name}", "{ do: { http: { method: POST, url: ... } } }", required: false) is not { } section)
        {
            return null;
        }

        var (action, verify, undo) = (actions.Do(section, drill: true), actions.Verify(section, drill: true), actions.Undo(section, drill: true));
        section.Close();
        return action is null ? null : new DrillStep(Of(action), verify is null ? null : Of(verify), undo is null ? null : Of(undo));
    }

    /// <summary>The one place where an action that was read becomes a drill's; no way leads back.</summary>
    private static DrillAction Of(StepAction action) => action switch
    {
        StepAction.Manual a => new DrillAction.Ask(a.Instruction),
        StepAction.Exec a => new DrillAction.Exec(a.Program, a.Arguments),
        StepAction.Http a => new DrillAction.Http(a.Method, a.Url, a.Headers, a.Body, a.ExpectStatus, a.ExpectBody),
        StepAction.Check a => new DrillAction.Check(a.Condition),
        StepAction.Wait a => new DrillAction.Wait(a.For),
        _ => throw new InvalidOperationException($"No drill action for '{action.GetType().Name}'."),
    };
}
