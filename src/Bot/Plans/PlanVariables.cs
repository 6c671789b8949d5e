using System.Text.RegularExpressions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Plans;

/// <summary>Puts the values of <c>${NAME}</c> into a plan's texts, after parsing: a value can change a text, never the plan's structure.</summary>
/// <remarks>Keys are left alone. Names ignore case, as configuration does.</remarks>
internal sealed partial class PlanVariables(IReadOnlyDictionary<string, string> values, string file)
{
    private readonly Dictionary<string, string> values = new(values, StringComparer.OrdinalIgnoreCase);
    private readonly List<PlanFault> faults = [];

    /// <summary>One fault for each undefined variable at each place.</summary>
    public IReadOnlyList<PlanFault> Faults => faults;

    /// <summary>Whether a text can be a variable's name: a letter, then letters, digits, hyphens or underscores.</summary>
    public static bool IsName(string name) => NameForm().IsMatch(name);

    public PlanNode Fill(PlanNode node) => node switch
    {
        PlanNode.Scalar scalar => Filled(scalar, Fill(scalar)),
        PlanNode.List list => new PlanNode.List([.. list.Items.Select(Fill)], node.Line, node.Column),
        PlanNode.Map map => new PlanNode.Map([.. map.Entries.Select(e => e with { Value = Fill(e.Value) })], node.Line, node.Column),
        _ => throw new InvalidOperationException($"No node '{node}'."),
    };

    /// <summary>Text that was filled in does not stand where it reads any more.</summary>
    private static PlanNode.Scalar Filled(PlanNode.Scalar scalar, string text) =>
        text == scalar.Text ? scalar : new PlanNode.Scalar(text, scalar.Line, scalar.Column);

    private string Fill(PlanNode.Scalar scalar) => Use().Replace(scalar.Text, match =>
    {
        var name = match.Groups[1].Value;
        if (match.Value.EndsWith('}') && values.TryGetValue(name, out var value))
        {
            return value;
        }

        if (!match.Value.EndsWith('}'))
        {
            Fault(scalar, "a variable is not closed", match.Value, "write ${NAME}");
            return "undefined";
        }

        var defined = values.Count == 0 ? "no variable is defined" : $"defined are {string.Join(", ", values.Keys.Order(StringComparer.Ordinal))}";
        Fault(scalar, "there is no such variable", match.Value, $"define it under `Plans:Variables` in the configuration; {defined}");
        return "undefined";
    });

    private void Fault(PlanNode.Scalar at, string problem, string found, string instead) =>
        faults.Add(new PlanFault(file, at.Line, at.Column, "unknown-variable", problem, PlanFault.Quote(found), instead));

    [GeneratedRegex(@"\$\{([^}]{0,100})\}?", RegexOptions.CultureInvariant)]
    private static partial Regex Use();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}
