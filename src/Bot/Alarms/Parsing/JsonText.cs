using System.Text;
using System.Text.Json;

namespace IncidentBot.Alarms.Parsing;

/// <summary>Reads hostile JSON: every access answers null for a member that is absent, of another kind, or no valid Unicode.</summary>
internal static class JsonText
{
    // A member that is given twice means one thing to one reader and another to the next.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes UTF-8 with or without a byte order mark; null if it is not UTF-8.</summary>
    internal static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Parses one JSON text; null if it is none, is nested deeper than 32, or gives a member twice.</summary>
    internal static JsonElement? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // The last two: a lone surrogate, raw or escaped in the name of a member, cannot become UTF-8.
            return null;
        }
    }

    internal static JsonElement? Member(this JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var member) ? member : null;

    internal static bool Has(this JsonElement? element, string name) => element.Member(name) is not null;

    internal static JsonElement? Object(this JsonElement? element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Object } member ? member : null;

    internal static IEnumerable<JsonElement?> Items(this JsonElement? element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } member ? member.EnumerateArray().Select(e => (JsonElement?)e) : [];

    internal static string? Text(this JsonElement? element, string name) => element.Member(name).AsText();

    internal static string? AsText(this JsonElement? element)
    {
        if (element is not { ValueKind: JsonValueKind.String } text)
        {
            return null;
        }

        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate (\ud800) is legal JSON and no text.
            return null;
        }
    }

    /// <summary>A number as a decimal; CloudWatch thresholds and datapoints beyond decimal's range read as null.</summary>
    internal static decimal? Number(this JsonElement? element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var read) ? read : null;
}
