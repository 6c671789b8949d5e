using System.Globalization;
using System.Text;

namespace IncidentBot.Alarms.Parsing;

/// <summary>Cuts outside text to the lengths CloudWatch itself allows or better; the raw delivery keeps what is cut.</summary>
internal static class AlarmText
{
    internal const int NameLimit = 255;
    internal const int ArnLimit = 1_600;
    internal const int ReasonLimit = 2_048;
    internal const int DescriptionLimit = 4_096;
    internal const int LabelLimit = 1_024;
    internal const int ListLimit = 100;

    /// <summary>At most <paramref name="limit"/> UTF-16 units, an ellipsis in place of the rest, and no half of a surrogate pair.</summary>
    internal static string Cap(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = limit - 1;
        if (char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        return text[..end] + "…";
    }

    /// <summary>Outside text on one line of a log or of stderr: no control, format or line-separating characters, capped.</summary>
    internal static string OneLine(string? text, int limit = 120)
    {
        if (text is null)
        {
            return "";
        }

        var line = new StringBuilder(Math.Min(text.Length, limit));
        foreach (var rune in Cap(text, limit).EnumerateRunes())
        {
            var unsafeHere = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
                or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned;
            line.Append(unsafeHere ? "?" : rune.ToString());
        }

        return line.ToString();
    }
}
