using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads single values out of a section; a bad value is a fault and comes back as null.</summary>
internal static partial class Values
{
    /// <summary>The largest money or threshold that a plan may write: products with it stay far inside <c>decimal</c>.</summary>
    public const decimal Largest = 1_000_000_000_000m;

    private const int LongestLine = 500;
    private const int LongestText = 20_000;

    /// <summary>A required text.</summary>
    public static string? Text(this PlanSection section, string key, string example, bool lines = false) =>
        section.Need(key, example) is { } node ? Text(node, key, section.Faults, lines) : null;

    /// <summary>A text without control characters: one line of at most 500 characters, or lines of at most 20,000.</summary>
    public static string? Text(PlanNode node, string key, FaultLog faults, bool lines = false)
    {
        var longest = lines ? LongestText : LongestLine;
        if (node is not PlanNode.Scalar { Text: var text })
        {
            faults.Add(node, "wrong-type", $"`{key}` is not a text", FaultLog.Show(node), "write one text, in quotes if it holds special characters");
        }
        else if (string.IsNullOrWhiteSpace(text))
        {
            faults.Add(node, "bad-value", $"`{key}` is empty", null, "write a text, or leave the key out if it is optional");
        }
        else if (text.Length > longest || text.Any(c => char.IsControl(c) && !(lines && c is '\n' or '\t')))
        {
            faults.Add(node, "bad-value", $"`{key}` is too long or holds control characters", FaultLog.Show(node),
                lines ? $"write at most {longest} characters" : $"write one line of at most {longest} characters");
        }
        else
        {
            return text;
        }

        return null;
    }

    /// <summary>A name that ids, regions and services share.</summary>
    public static string? Name(this PlanSection section, string key, string example) =>
        section.Need(key, example) is { } node ? Name(node, key, section.Faults) : null;

    public static string? Name(PlanNode node, string key, FaultLog faults) =>
        Match(node, key, NamePattern(), "a name", "write a lower-case letter, then lower-case letters, digits or hyphens, 63 at most", faults);

    /// <summary>A text of a given form.</summary>
    public static string? Match(PlanNode node, string key, Regex form, string what, string instead, FaultLog faults)
    {
        if (node is PlanNode.Scalar { Text: var text } && form.IsMatch(text))
        {
            return text;
        }

        faults.Add(node, "bad-value", $"`{key}` is not {what}", FaultLog.Show(node), instead);
        return null;
    }

    /// <summary>A duration within bounds, or the default when the key is absent.</summary>
    public static TimeSpan? Duration(this PlanSection section, string key, TimeSpan? otherwise, TimeSpan least, TimeSpan most, string example)
    {
        var node = otherwise is null ? section.Need(key, example) : section.Find(key);
        return node is null ? otherwise : Duration(node, key, least, most, section.Faults);
    }

    public static TimeSpan? Duration(PlanNode node, string key, TimeSpan least, TimeSpan most, FaultLog faults)
    {
        if (node is not PlanNode.Scalar { Text: var text } || !PlanDuration.TryRead(text, out var duration))
        {
            faults.Add(node, "bad-duration", $"`{key}` is not a duration", FaultLog.Show(node), PlanDuration.Advice);
            return null;
        }

        if (duration < least || duration > most)
        {
            faults.Add(node, "bad-value", $"`{key}` is out of range", FaultLog.Show(node),
                $"write {PlanDuration.Write(least)} to {PlanDuration.Write(most)}");
            return null;
        }

        return duration;
    }

    public static bool? Flag(this PlanSection section, string key, bool otherwise)
    {
        var node = section.Find(key);
        if (node is null or PlanNode.Scalar { Text: "true" or "false" })
        {
            return node is null ? otherwise : ((PlanNode.Scalar)node).Text == "true";
        }

        section.Faults.Add(node, "wrong-type", $"`{key}` is neither true nor false", FaultLog.Show(node), "write true or false");
        return null;
    }

    /// <summary>A decimal number of at most 28 digits within bounds, written without exponent or separators.</summary>
    public static decimal? Number(PlanNode node, string key, decimal least, decimal most, FaultLog faults)
    {
        if (node is not PlanNode.Scalar { Text: var text } || !TryNumber(text, out var number))
        {
            faults.Add(node, "wrong-type", $"`{key}` is not a number", FaultLog.Show(node), "write digits with at most one decimal point, such as 40.00");
            return null;
        }

        if (number < least || number > most)
        {
            faults.Add(node, "bad-value", $"`{key}` is out of range", FaultLog.Show(node), Invariant($"write {least} to {most}"));
            return null;
        }

        return number;
    }

    public static int? Whole(PlanNode node, string key, int least, int most, FaultLog faults)
    {
        var number = Number(node, key, least, most, faults);
        if (number is null || number == decimal.Truncate(number.Value))
        {
            return (int?)number;
        }

        faults.Add(node, "wrong-type", $"`{key}` is not a whole number", FaultLog.Show(node), Invariant($"write {least} to {most}"));
        return null;
    }

    /// <summary>A word of a closed list; exactly its spelling.</summary>
    public static T? Word<T>(string text, PlanPlace at, string what, FaultLog faults)
        where T : struct, Enum
    {
        if (Words.All<T>().Contains(text) && Words.TryRead<T>(text, out var value))
        {
            return value;
        }

        faults.Add(at, "unknown-word", $"there is no such {what}", PlanFault.Quote(text), $"write one of {string.Join(", ", Words.All<T>())}");
        return null;
    }

    public static bool TryNumber(string text, out decimal number) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    public static PlanPlace Place(this PlanNode node) => new(node.Line, node.Column);

    public static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant)]
    public static partial Regex NamePattern();
}
