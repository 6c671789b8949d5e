using System.Net;
using System.Text.RegularExpressions;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>The text of a message that Teams hands over as HTML. Nothing of the markup is kept; whoever shows the text escapes it.</summary>
internal static partial class TeamsHtml
{
    /// <param name="contentType">"html" or "text".</param>
    internal static string Plain(string content, string? contentType)
    {
        if (!string.Equals(contentType, "html", StringComparison.OrdinalIgnoreCase))
        {
            return content.Trim();
        }

        var text = WebUtility.HtmlDecode(Tag().Replace(Break().Replace(content, "\n"), "")).Replace('\u00a0', ' ');
        return Blank().Replace(text, "\n\n").Trim();
    }

    [GeneratedRegex(@"<(br|/p|/div|/li|/tr|/h[1-6])\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Break();

    [GeneratedRegex(@"<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\n[ \t]*\n[ \t\n]*", RegexOptions.NonBacktracking)]
    private static partial Regex Blank();
}
