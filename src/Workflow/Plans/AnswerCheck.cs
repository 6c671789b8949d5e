using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans;

/// <summary>What an answer must say: a path into it, a comparison and a value, such as <c>/GlobalCluster/Status = available</c>.</summary>
/// <remarks>
/// A part of the path is a name, a place in a list counted from 0, or <c>[NAME=VALUE]</c>: the first item with that value. XML is read as JSON is: by
/// local names, an element that comes once as a list of one. What is not there is not told: it never counts as equal or unequal.
/// </remarks>
public sealed partial record AnswerCheck
{
    private AnswerCheck(IReadOnlyList<string> path, string comparison, string value) => (Path, Comparison, Value) = (path, comparison, value);

    public IReadOnlyList<string> Path { get; }

    /// <summary>One of = != &gt; &gt;= &lt; &lt;=; the last four compare numbers.</summary>
    public string Comparison { get; }

    public string Value { get; }

    /// <summary>Reads a check; null if it is none.</summary>
    public static AnswerCheck? Read(string text) =>
        Form().Match(text) is { Success: true } found
            ? new AnswerCheck([.. found.Groups["part"].Captures.Select(c => c.Value)], found.Groups["comparison"].Value, found.Groups["value"].Value)
            : null;

    /// <summary>Whether an answer says so; null if it does not tell.</summary>
    public bool? Holds(JsonElement answer)
    {
        JsonElement? at = answer;
        foreach (var part in Path)
        {
            at = at is { } from ? Next(from, part) : null;
        }

        if (at is null || Text(at.Value) is not { } said)
        {
            return null;
        }

        return Comparison switch
        {
            "=" => said == Value,
            "!=" => said != Value,
            _ => Number(said) is { } left && Number(Value) is { } right
                ? Comparison switch { ">" => left > right, ">=" => left >= right, "<" => left < right, _ => left <= right }
                : null,
        };
    }

    public override string ToString() => $"/{string.Join('/', Path)} {Comparison} {Value}";

    private static JsonElement? Next(JsonElement from, string part)
    {
        if (part.StartsWith('['))
        {
            var cut = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = (part[1..cut], part[(cut + 1)..^1]);
            foreach (var item in Items(from))
            {
                if (Property(item, name) is { } found && Text(found) == value)
                {
                    return item;
                }
            }

            return null;
        }

        return Property(from, part)
            ?? (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? Items(from).Skip(place).Select(i => (JsonElement?)i).FirstOrDefault() : null);
    }

    private static JsonElement[] Items(JsonElement from) => from.ValueKind == JsonValueKind.Array ? [.. from.EnumerateArray()] : [from];

    private static JsonElement? Property(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var found) ? found : null;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\A(?:/(?<part>[A-Za-z0-9_.:@-]{1,128}|\[[A-Za-z0-9_.:-]{1,128}=[^\[\]]{1,256}\])){1,16} (?<comparison>=|!=|>=|<=|>|<) (?<value>\S(?:.{0,510}\S)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
