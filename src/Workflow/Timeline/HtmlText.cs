using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace IncidentBot.Workflow.Timeline;

/// <summary>Text for an HTML element or a quoted attribute: hidden characters shown, everything that HTML reads encoded.</summary>
internal static class HtmlText
{
    // The default allows Basic Latin only, which would leave the source of a page in another script unreadable.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The text with its lines, which the style sheet keeps (white-space: pre-wrap).</summary>
    internal static string Of(string text) => Encoder.Encode(Shown.Text(text)).Replace("&#xA;", "\n", StringComparison.Ordinal);

    /// <summary>A name for a CSS string or an id: letters, digits and hyphens only.</summary>
    internal static string Name(string text) => string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
}
