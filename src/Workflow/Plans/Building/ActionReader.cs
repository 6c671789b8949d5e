using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads what a step, a probe or an undo does: a map with one kind.</summary>
internal sealed partial class ActionReader(CheckReader checks, FaultLog faults)
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

    private StepAction.Exec? Exec(PlanNode node)
    {
        if (node is not PlanNode.List { Items: { Count: > 0 and <= 100 } items })
        {
            faults.Add(node, "wrong-type", "`exec` is not a list of a program and its arguments", FaultLog.Show(node), "write `exec: [PROGRAM, ARGUMENT, ...]`");
            return null;
        }

        var program = Values.Match(items[0], "exec", ProgramPattern(), "the name of a program",
            "write the name it has in the allow-list, without path or arguments, at most 64 letters, digits, dots, hyphens or underscores", faults);
        var arguments = items.Skip(1).Select(Argument).ToList();
        return program is null || arguments.Contains(null) ? null : new StepAction.Exec(program, [.. arguments.OfType<string>()]);
    }

    /// <summary>An argument may be empty: programs tell an empty argument from none.</summary>
    private string? Argument(PlanNode node) =>
        node is PlanNode.Scalar { Text.Length: 0 } ? "" : Text(node, "exec", lines: true);

    private string? Text(PlanNode node, string key, bool lines) =>
        Values.Text(node, key, faults, lines) is { } text && Urls.Known(node, key, text, placeholders: true, faults) ? text : null;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProgramPattern();
}
