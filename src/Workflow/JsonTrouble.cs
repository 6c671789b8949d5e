using System.Globalization;
using System.Text.Json;

namespace IncidentBot.Workflow;

/// <summary>Says in a person's words, with line and column, why a text is not JSON.</summary>
public static class JsonTrouble
{
    private const int LongestReason = 200;

    /// <summary>"line 3, column 7: ',' is invalid ...": lines and columns count from 1, a column is a byte of UTF-8.</summary>
    public static string Text(JsonException fault)
    {
        // The parser adds its own place, counted from 0, and words about its own switches.
        var words = fault.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0].Split(", when isFinalBlock", 2)[0].TrimEnd('.', ' ');
        var reason = string.Concat(words.Take(LongestReason).Select(c => char.IsControl(c) ? '?' : c));
        return fault is { LineNumber: { } line, BytePositionInLine: { } column }
            ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {column + 1}: {reason}")
            : reason;
    }
}
