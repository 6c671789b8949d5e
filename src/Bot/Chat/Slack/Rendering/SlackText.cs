using System.Text;
using System.Text.RegularExpressions;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>Text for Slack and from it. Outside text formats nothing, mentions nobody and hides nothing.</summary>
/// <remarks>
/// Slack has no escape for its markup characters, only for &amp;, &lt; and &gt;. Where one of them would format, a look-alike stands in its place;
/// <see cref="Unescape"/> turns look-alikes back, so that what is copied out of a message and sent again means the same.
/// </remarks>
internal static partial class SlackText
{
    /// <summary>Outside text for mrkdwn: nothing in it is markup, not even a back-tick.</summary>
    internal static string Escape(string outside)
    {
        var text = Shown.Text(outside);
        var escaped = new StringBuilder(text.Length + 16);
        Neutral(escaped, text, 0, text.Length);
        return escaped.ToString();
    }

    /// <summary>What the bot says, for mrkdwn: `code` in back-ticks and line breaks are its markup, all else is text.</summary>
    internal static string Mrkdwn(string botText)
    {
        var text = Shown.Text(botText);
        var escaped = new StringBuilder(text.Length + 16);
        var done = 0;
        foreach (Match code in Code().Matches(text))
        {
            Neutral(escaped, text, done, code.Index);
            Entities(escaped, code.Value);
            done = code.Index + code.Length;
        }

        Neutral(escaped, text, done, text.Length);
        return escaped.ToString();
    }

    /// <summary>One line for a plain_text object, where Slack reads no markup; angle brackets are look-alikes there, whatever Slack makes of entities.</summary>
    internal static string Plain(string text) => Shown.Line(text).Replace('<', '‹').Replace('>', '›');

    /// <summary>What Slack sends, as the plain text that its author sees, for the grammar.</summary>
    /// <param name="person">The directory's id of a Slack user id, for mentions; null: the name that Slack gives.</param>
    internal static string Unescape(string slackText, Func<string, string?>? person = null)
    {
        var text = WholeCode().Replace(slackText, "${code}");
        text = Token().Replace(text, t => SlackTokens.Read(t.Groups["body"].Value, t.Groups["label"] is { Success: true, Value: var label } ? label : null, person));
        text = text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            plain.Append(character switch
            {
                '∗' => '*',
                'ˍ' => '_',
                '∼' => '~',
                'ˋ' => '`',
                '‹' => '<',
                '›' => '>',
                '＠' => '@',
                '∶' => ':',
                '\u2018' or '\u2019' => '\'',
                '\u201c' or '\u201d' => '"',
                '\u2013' or '\u2014' => '-',
                '\u00a0' => ' ',
                _ => character,
            });
        }

        return plain.ToString();
    }

    private static void Neutral(StringBuilder escaped, string text, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var character = text[i];
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append(BeginsLine(text, i) ? "›" : "&gt;"),
                '`' => escaped.Append('ˋ'),
                '*' => escaped.Append(Alone(text, i) ? '*' : '∗'),
                '~' => escaped.Append(Alone(text, i) ? '~' : '∼'),
                '_' => escaped.Append(Alone(text, i) || InsideWord(text, i) ? '_' : 'ˍ'),
                '@' => escaped.Append(Everybody().IsMatch(text, i) ? '＠' : '@'),
                ':' => escaped.Append(Emoji().IsMatch(text, i) ? '∶' : ':'),
                _ => escaped.Append(character),
            };
        }
    }

    private static void Entities(StringBuilder escaped, string code) =>
        escaped.Append(code.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal));

    private static bool BeginsLine(string text, int at) => text.AsSpan(0, at).TrimEnd("> \t").Length is var before && (before == 0 || text[before - 1] == '\n');

    /// <summary>Between two spaces nothing opens and nothing closes: "2 * 3".</summary>
    private static bool Alone(string text, int at) => at > 0 && at + 1 < text.Length && text[at - 1] == ' ' && text[at + 1] == ' ';

    /// <summary>Names keep their underscores, so that they can be copied: api_gateway.</summary>
    private static bool InsideWord(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetterOrDigit(text[at + 1]);

    /// <summary>Slack takes back-ticks for code only at the edges of words.</summary>
    [GeneratedRegex("(?<![\\p{L}\\p{N}`])`[^`\\n]+`(?![\\p{L}\\p{N}`])", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex("^\\s*`+(?<code>[^`]+)`+\\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeCode();

    [GeneratedRegex(@"\G@(channel|here|everyone|group)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Everybody();

    /// <summary>A name between colons is drawn as a picture; digits alone are a time of day.</summary>
    [GeneratedRegex(@"\G:(?![0-9]+:)[\p{L}\p{N}_+'-]+:", RegexOptions.CultureInvariant)]
    private static partial Regex Emoji();

    [GeneratedRegex(@"<(?<body>[^<>|]+)(\|(?<label>[^<>]*))?>", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
