namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads what a step, a probe or an undo does: a map with one kind.</summary>
internal sealed class ActionReader(CheckReader checks, FaultLog faults)
{
    private static readonly string[] All = ["manual", "exec", "http", "check", "wait"];

    /// <summary>A probe proves something, so it cannot merely wait; an undo changes something, so it can neither wait nor look.</summary>
    private static readonly string[] Probes = ["manual", "exec", "http", "check"];
    private static readonly string[] Undoes = ["manual", "exec", "http"];

    public StepAction? Do(PlanSection step) => Read(step, "do", All, required: true);

    public StepAction? Verify(PlanSection step) => Read(step, "verify", Probes, required: false);

    public StepAction? Undo(PlanSection step) => Read(step, "undo", Undoes, required: false);

    private StepAction? Read(PlanSection step, string key, string[] kinds, bool required)
    {
        if (step.Section(key, $"`{key}` of {step.Name}", "{ http: { method: POST, url: ... } }", required) is not { } section)
        {
            return null;
        }

        var (kind, node) = Kinds.Only(section, $"kind for `{key}`", kinds, "http: { method: POST, url: ... }");
        return kind switch
        {
            "manual" => Text(node, "manual", lines: true) is { } instruction ? new StepAction.Manual(instruction) : null,
            "exec" => Exec(node),
            "http" => new HttpReader(faults).Read(node),
            "check" => checks.Read(node, "`check`") is { } check ? new StepAction.Check(check) : null,
            "wait" => Values.Duration(node, "wait", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), faults) is { } span ? new StepAction.Wait(span) : null,
            _ => null,
        };
    }

    private StepAction.Exec? Exec(PlanNode node) =>
        ProgramReader.Read(node, "exec", placeholders: true, faults) is var (program, arguments) ? new StepAction.Exec(program, arguments) : null;

    private string? Text(PlanNode node, string key, bool lines) =>
        Values.Text(node, key, faults, lines) is { } text && Urls.Known(node, key, text, placeholders: true, faults) ? text : null;
}
