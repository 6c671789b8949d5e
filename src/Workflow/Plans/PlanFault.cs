using System.Text;

namespace IncidentBot.Workflow.Plans;

/// <summary>Something that makes a plan unusable: where it stands, what is wrong, the value found, and what to write instead.</summary>
/// <param name="File">The file's name as the caller gave it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Rule">A stable word for the kind of fault, such as <c>unknown-key</c>.</param>
/// <param name="Found">The value found, in quotes and shortened; null where there is none.</param>
public sealed record PlanFault(string File, int Line, int Column, string Rule, string Problem, string? Found, string Instead)
{
    private const int LongestValue = 60;

    /// <summary>The fault without its place: "what is wrong; found 'this'; write that".</summary>
    public string Message => Found is null ? $"{Problem}; {Instead}" : $"{Problem}; found {Found}; {Instead}";

    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";

    /// <summary>A value as faults show it: in single quotes, on one line, control characters made visible, at most 60 characters.</summary>
    public static string Quote(string value)
    {
        var shown = new StringBuilder("'");
        foreach (var c in value.Length > LongestValue ? value[..LongestValue] : value)
        {
            _ = char.IsControl(c) || char.IsSurrogate(c) ? shown.Append('?') : shown.Append(c);
        }

        return shown.Append(value.Length > LongestValue ? "...'" : "'").ToString();
    }
}
