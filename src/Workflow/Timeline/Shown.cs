using System.Globalization;
using System.Text;

namespace IncidentBot.Workflow.Timeline;

/// <summary>Makes the invisible visible: control characters, bidirectional overrides and other format characters become <c>[U+202E]</c>.</summary>
/// <remarks>
/// Every export passes its text through here before it escapes it. Lines end in "\n" afterwards; tabs stay. The joiners U+200C and
/// U+200D stay, because scripts and emoji need them. Half of a surrogate pair becomes U+FFFD.
/// </remarks>
public static class Shown
{
    /// <summary>The text as it may be shown on several lines.</summary>
    public static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\r' or 0x0b or 0x0c or 0x85 or 0x2028 or 0x2029)
            {
                shown.Append('\n');
            }
            else if (IsHidden(rune))
            {
                shown.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
            }
            else
            {
                shown.Append(rune);
            }
        }

        return shown.ToString();
    }

    /// <summary>The text on one line: a line break becomes " ↵ ", a tab a space.</summary>
    public static string Line(string text) =>
        string.Join(" ↵ ", Text(text).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Replace('\t', ' ');

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => rune.Value is not ('\n' or '\t'),
        UnicodeCategory.Format => rune.Value is not (0x200c or 0x200d),
        // Letters without a shape.
        UnicodeCategory.OtherLetter => rune.Value is 0x115f or 0x1160 or 0x3164 or 0xffa0,
        _ => false,
    };
}
