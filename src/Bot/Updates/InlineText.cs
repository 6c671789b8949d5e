using System.Globalization;
using System.Text;

namespace IncidentBot.Updates;

/// <summary>Hostile text made fit to stand in a line of plain text: it can neither break the line, nor hide, nor call anyone.</summary>
internal static class InlineText
{
    /// <summary>
    /// One line of at most <paramref name="max"/> characters. Control and invisible characters go; "&lt;", "&gt;" and "@" become look-alikes that no
    /// chat platform reads as a mention, a link or a tag. Nothing is left: "(empty)".
    /// </summary>
    internal static string Clean(string text, int max = 200)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            line.Append(Rune.GetUnicodeCategory(rune) switch
            {
                _ when Rune.IsWhiteSpace(rune) => " ",
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse => "",
                _ => rune.Value switch { '<' => "‹", '>' => "›", '@' => "＠", 0xFFFD => "", _ => rune.ToString() },
            });
        }

        var words = string.Join(' ', line.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? "(empty)" : words.Length <= max ? words : Cut(words, max);
    }

    /// <summary>The same, ended as a sentence, so that what follows stands for itself.</summary>
    internal static string Sentence(string text, int max = 200)
    {
        var clean = Clean(text, max);
        return clean[^1] is '.' or '!' or '?' or '…' ? clean : clean + ".";
    }

    private static string Cut(string words, int max) =>
        words[..(char.IsHighSurrogate(words[max - 2]) ? max - 2 : max - 1)].TrimEnd() + "…";
}
