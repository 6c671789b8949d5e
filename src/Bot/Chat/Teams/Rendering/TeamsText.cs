using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Chat.Teams.Rendering;

/// <summary>Text for Teams. Outside text formats nothing, mentions nobody and hides nothing.</summary>
/// <remarks>
/// Text stands in text runs, which read no Markdown (Adaptive Cards, TextRun), and in messages of the format "plain". Mentions need an entity
/// that the bot adds itself, so that <c>&lt;at&gt;</c> in a text is only that. What cards do expand everywhere is <c>{{DATE(...)}}</c> and
/// <c>{{TIME(...)}}</c>: where outside text has one, a look-alike stands for its first brace.
/// </remarks>
internal static partial class TeamsText
{
    private const string Sign = "…";

    /// <summary>One line that no reader of cards makes anything of.</summary>
    internal static string Line(string text, int longest) => Macro().Replace(Cut(Shown.Line(text), longest), "｛{");

    /// <summary>Several lines of the same.</summary>
    internal static string Lines(string text, int longest) => Macro().Replace(Cut(Shown.Text(text), longest), "｛{");

    /// <summary>At most this many UTF-16 characters, no character cut in two; what is left out shows as "…".</summary>
    internal static string Cut(string text, int longest) => text.Length <= longest ? text : Begin(text, Math.Max(0, longest - Sign.Length)).TrimEnd() + Sign;

    /// <summary>At most this many bytes as they are sent, escapes of JSON counted; what is left out shows as the note.</summary>
    internal static string CutBytes(string text, int most, string note)
    {
        var (left, kept) = (most, 0);
        var forNote = note.EnumerateRunes().Sum(Sent);
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Sent(rune);
            if (left < 0)
            {
                return text[..kept].TrimEnd() + note;
            }

            kept += left >= forNote ? rune.Utf16SequenceLength : 0;
        }

        return text;
    }

    /// <summary>Outside ASCII the serializer escapes what it does not know, and all beyond the basic plane.</summary>
    private static int Sent(Rune rune) =>
        rune.IsAscii ? (rune.Value is < 0x20 or '"' or '\\' ? 2 : 1) : JsonEncodedText.Encode(rune.ToString(), TeamsElements.Json.Encoder).EncodedUtf8Bytes.Length;

    /// <summary>What the bot says on one line as text runs: `code` in back-ticks is monospaced, and all else is text.</summary>
    /// <param name="colour">"attention", "warning", "good", or null; never the only sign of what it means.</param>
    internal static IEnumerable<JsonObject> Runs(string botText, int longest, bool bold = false, bool subtle = false, string? colour = null)
    {
        var text = Line(botText, longest);
        var done = 0;
        foreach (Match code in Code().Matches(text))
        {
            if (code.Index > done)
            {
                yield return Run(text[done..code.Index], bold, subtle, colour);
            }

            yield return Run(code.Groups["code"].Value, bold, subtle, colour).With("fontType", "Monospace");
            done = code.Index + code.Length;
        }

        if (done < text.Length)
        {
            yield return Run(text[done..], bold, subtle, colour);
        }
    }

    /// <summary>A moment in UTC, and on the reader's own clock where the client can tell it.</summary>
    internal static string Moment(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture,
        $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC ({{{{TIME({at.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z)}}}} here)");

    /// <summary>The same where nothing is expanded.</summary>
    internal static string Utc(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");

    /// <summary>A text run of text that is neutral already.</summary>
    internal static JsonObject Run(string neutral, bool bold = false, bool subtle = false, string? colour = null) =>
        new JsonObject { ["type"] = "TextRun", ["text"] = neutral.Length == 0 ? "(empty)" : neutral }
            .With("weight", bold ? "Bolder" : null).With("isSubtle", subtle ? true : null).With("color", colour);

    /// <summary>Adds a property where there is a value: cards have no nulls.</summary>
    internal static JsonObject With(this JsonObject node, string name, JsonNode? value)
    {
        if (value is not null)
        {
            node[name] = value;
        }

        return node;
    }

    private static string Begin(string text, int length) =>
        text[..(length > 0 && length < text.Length && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    [GeneratedRegex("(?<![\\p{L}\\p{N}`])`(?<code>[^`\\n]+)`(?![\\p{L}\\p{N}`])", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"\{\{(?=\s*(DATE|TIME))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Macro();
}
