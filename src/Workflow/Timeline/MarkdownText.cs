using System.Globalization;
using System.Text;

namespace IncidentBot.Workflow.Timeline;

/// <summary>Text that no Markdown reader formats, links, mentions or takes for HTML, whoever wrote it (CommonMark 0.31, GitHub, Slack, Discord).</summary>
/// <remarks>
/// "@" is followed by an invisible U+2060, spelt as an entity: sites look for mentions and addresses in the finished text, where
/// a backslash is gone already.
/// </remarks>
public static class MarkdownText
{
    /// <summary>One line of text, for any place within a line.</summary>
    public static string Inline(string text) => Escape(Shown.Line(text));

    /// <summary>A table's cell, which keeps the lines of its text.</summary>
    public static string Cell(string text) => string.Join("<br>", Lines(text));

    /// <summary>The lines of a text, each for a place of its own; leading spaces stay visible and begin no code block.</summary>
    public static IEnumerable<string> Lines(string text) =>
        Shown.Text(text).Replace("\t", "    ", StringComparison.Ordinal).Split('\n').Select(line =>
        {
            var body = line.TrimStart(' ');
            return string.Concat(Enumerable.Repeat("&nbsp;", line.Length - body.Length)) + Escape(body);
        });

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var next = i + 1 < text.Length ? text[i + 1] : ' ';
            var before = i > 0 ? text[i - 1] : ' ';
            switch (c)
            {
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '@':
                    escaped.Append("@&#8288;");
                    break;
                case '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '|' or '~' or '$':
                case ':' when !char.IsWhiteSpace(next) && !(char.IsAsciiDigit(before) && char.IsAsciiDigit(next)):
                case '.' when IsLinkDot(text, i) || IsListMark(text, i, next):
                case ')' when IsListMark(text, i, next):
                case '-' or '+' or '=' when i == 0:
                    escaped.Append('\\').Append(c);
                    break;
                default:
                    escaped.Append(c);
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>The dot of "www.", which GitHub makes a link of.</summary>
    private static bool IsLinkDot(string text, int at) =>
        at >= 3 && string.Compare(text, at - 3, "www", 0, 3, ignoreCase: true, CultureInfo.InvariantCulture) == 0;

    /// <summary>The mark after the number of a list item at the beginning of a line.</summary>
    private static bool IsListMark(string text, int at, char next) =>
        at is > 0 and < 10 && char.IsWhiteSpace(next) && text.AsSpan(0, at).IndexOfAnyExceptInRange('0', '9') < 0;
}
