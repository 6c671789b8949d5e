using System.Text.RegularExpressions;

namespace IncidentBot.Updates;

/// <summary>One fault of a template and its line, counted from 1.</summary>
internal sealed record TemplateFault(int Line, string Text);

/// <summary>
/// Checks a template against the small language that updates need: values, "#if" and "#unless" on conditions, "else" and comments. Anything else,
/// a misspelt name above all, is a fault: Handlebars would print nothing for it.
/// </summary>
internal static partial class TemplateScan
{
    internal static IReadOnlyList<TemplateFault> Faults(string source)
    {
        var faults = new List<TemplateFault>();
        var open = new Stack<(string Block, int Line)>();
        foreach (Match tag in Tag().Matches(source))
        {
            var line = 1 + source.AsSpan(0, tag.Index).Count('\n');
            if (Fault(tag, open, line) is { } text)
            {
                faults.Add(new TemplateFault(line, text));
            }
        }

        faults.AddRange(open.Reverse().Select(b => new TemplateFault(b.Line, $"\"{{{{#{b.Block}}}}}\" is never closed.")));
        return [.. faults.OrderBy(f => f.Line)];
    }

    private static string? Fault(Match tag, Stack<(string Block, int Line)> open, int line)
    {
        var inner = tag.Groups["inner"];
        if (tag.Groups["comment"].Success)
        {
            return null;
        }

        if (!inner.Success)
        {
            return "\"{{\" without \"}}\" on the same line.";
        }

        var words = inner.Value.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["#if" or "#unless", var condition]:
                open.Push((words[0][1..], line));
                return Condition(condition);
            case ["else"] or ["else", "if", _]:
                return open.Count == 0 ? "\"{{else}}\" outside of a block." : words.Length == 3 ? Condition(words[2]) : null;
            case ["/if" or "/unless"]:
                return open.TryPop(out var begun) && begun.Block == words[0][1..] ? null
                    : $"\"{{{{{words[0]}}}}}\" closes nothing{(begun.Block is null ? "" : $"; \"{{{{#{begun.Block}}}}}\" of line {begun.Line} is open")}.";
            case [var name] when UpdateModel.ValueNames.Contains(name):
                return null;
            case [var name] when UpdateModel.ConditionNames.Contains(name):
                return $"\"{name}\" is a condition: use it in \"{{{{#if {name}}}}}\".";
            case [var name] when Name().IsMatch(name):
                return $"\"{name}\" is no value of an update. Known: {string.Join(", ", UpdateModel.ValueNames)}.";
            default:
                return $"\"{tag.Value}\" is not understood: only values, #if and #unless with one condition, else and comments are.";
        }
    }

    private static string? Condition(string name) => UpdateModel.ConditionNames.Contains(name) ? null
        : UpdateModel.ValueNames.Contains(name) ? $"\"{name}\" is a value, not a condition."
        : $"\"{name}\" is no condition of an update. Known: {string.Join(", ", UpdateModel.ConditionNames)}.";

    [GeneratedRegex(@"\{\{(?:(?<comment>!--[\s\S]*?--\}\}|![^\n]*?\}\})|~?(?<inner>[^{}\n]*?)~?\}\}(?!\})|)")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^[A-Za-z_][\w.]*$")]
    private static partial Regex Name();
}
