using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads a program, by its name in the allow-list, and its arguments: <c>[PROGRAM, ARGUMENT, ...]</c>.</summary>
internal static partial class ProgramReader
{
    /// <summary>Null, with the faults reported, when it is no such list; at most 100 entries.</summary>
    /// <param name="placeholders">Whether arguments may hold what a step fills in.</param>
    public static (string Program, IReadOnlyList<string> Arguments)? Read(PlanNode node, string key, bool placeholders, FaultLog faults)
    {
        if (node is not PlanNode.List { Items: { Count: > 0 and <= 100 } items })
        {
            faults.Add(node, "wrong-type", $"`{key}` is not a list of a program and its arguments", FaultLog.Show(node), $"write `{key}: [PROGRAM, ARGUMENT, ...]`");
            return null;
        }

        var program = Values.Match(items[0], key, Pattern(), "the name of a program",
            "write the name it has in the allow-list, without path or arguments, at most 64 letters, digits, dots, hyphens or underscores", faults);
        var arguments = items.Skip(1).Select(i => Argument(i, key, placeholders, faults)).ToList();
        return program is null || arguments.Contains(null) ? null : (program, [.. arguments.OfType<string>()]);
    }

    /// <summary>An argument may be empty: programs tell an empty argument from none.</summary>
    private static string? Argument(PlanNode node, string key, bool placeholders, FaultLog faults) =>
        node is PlanNode.Scalar { Text.Length: 0 } ? ""
        : Values.Text(node, key, faults, lines: true) is { } text && Urls.Known(node, key, text, placeholders, faults) ? text
        : null;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
