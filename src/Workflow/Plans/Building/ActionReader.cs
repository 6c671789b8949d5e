namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads what a step, a probe or an undo does: a map with one kind.</summary>
internal sealed class ActionReader(CheckReader checks, FaultLog faults)
{
    private static readonly string[] All = ["manual", "exec", "http", "aws", "parallel", "check", "wait"];

    /// <summary>A probe proves something, so it cannot merely wait; an undo changes something, so it can neither wait nor look.</summary>
    private static readonly string[] Probes = ["manual", "exec", "http", "aws", "parallel", "check"];
    private static readonly string[] Undoes = ["manual", "exec", "http", "aws", "parallel"];

    /// <summary>What is done at once the bot does by itself, and none of it merely looks; what is proven at once may look.</summary>
    private static readonly string[] Parts = ["exec", "http", "aws"];
    private static readonly string[] ProbeParts = ["exec", "http", "aws", "check"];

    /// <summary>A drill performs with credentials of its own: an `aws` call is signed with the bot's.</summary>
    private static readonly string[] NotRehearsed = ["aws", "parallel"];

    private const int MostParts = 20;

    public StepAction? Do(PlanSection step, bool drill = false) => Read(step, "do", Allowed(All, drill), required: true);

    public StepAction? Verify(PlanSection step, bool drill = false) => Read(step, "verify", Allowed(Probes, drill), required: false);

    public StepAction? Undo(PlanSection step, bool drill = false) => Read(step, "undo", Allowed(Undoes, drill), required: false);

    private static string[] Allowed(string[] kinds, bool drill) => drill ? [.. kinds.Except(NotRehearsed)] : kinds;

    private StepAction? Read(PlanSection step, string key, string[] kinds, bool required)
    {
        if (step.Section(key, $"`{key}` of {step.Name}", "{ http: { method: POST, url: ... } }", required) is not { } section)
        {
            return null;
        }

        var (kind, node) = Kinds.Only(section, $"kind for `{key}`", kinds, "http: { method: POST, url: ... }");
        return Of(kind, node, key);
    }

    private StepAction? Of(string? kind, PlanNode node, string key) =>
        kind switch
        {
            "manual" => Text(node, "manual", lines: true) is { } instruction ? new StepAction.Manual(instruction) : null,
            "exec" => Exec(node),
            "http" => new HttpReader(faults).Read(node),
            "aws" => new AwsActionReader(faults).Read(node),
            "parallel" => Parallel(node, key),
            "check" => checks.Read(node, "`check`") is { } check ? new StepAction.Check(check) : null,
            "wait" => Values.Duration(node, "wait", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), faults) is { } span ? new StepAction.Wait(span) : null,
            _ => null,
        };

    private StepAction.Parallel? Parallel(PlanNode node, string key)
    {
        if (PlanSection.Open(node, "parallel", "write `parallel: { NAME: { http: ... }, NAME: { aws: ... } }`", faults) is not { } section)
        {
            return null;
        }

        var actions = new Dictionary<string, StepAction>(StringComparer.Ordinal);
        foreach (var entry in section.Map.Entries)
        {
            if (!Values.NamePattern().IsMatch(entry.Key))
            {
                faults.Add(new PlanPlace(entry.Line, entry.Column), "bad-value", "this cannot name an action", PlanFault.Quote(entry.Key), "write a lower-case letter, then lower-case letters, digits or hyphens, 63 at most");
            }
            else if (PlanSection.Open(entry.Value, entry.Key, "write `{ http: ... }`", faults) is { } part)
            {
                var (kind, inner) = Kinds.Only(part, $"kind for `{entry.Key}`", key == "verify" ? ProbeParts : Parts, "http: { method: POST, url: ... }");
                if (Of(kind, inner, key) is { } action)
                {
                    actions.TryAdd(entry.Key, action);
                }
            }
        }

        if (section.Map.Entries.Count is < 2 or > MostParts)
        {
            faults.Add(section.Map, "bad-value", "`parallel` holds too few or too many actions", Values.Invariant($"{section.Map.Entries.Count}"), $"write 2 to {MostParts}, each under a name of its own");
        }

        return actions.Count == section.Map.Entries.Count ? new StepAction.Parallel(actions) : null;
    }

    private StepAction.Exec? Exec(PlanNode node) =>
        ProgramReader.Read(node, "exec", placeholders: true, faults) is var (program, arguments) ? new StepAction.Exec(program, arguments) : null;

    private string? Text(PlanNode node, string key, bool lines) =>
        Values.Text(node, key, faults, lines) is { } text && Urls.Known(node, key, text, placeholders: true, faults) ? text : null;
}
