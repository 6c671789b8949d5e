using System.Text;

namespace IncidentBot.Store.Postgres;

/// <summary>Any text as PostgreSQL can hold it, and back: it has no NUL in its texts, and what comes from outside may.</summary>
/// <remarks>
/// NUL is written as U+0001 "0", and U+0001 itself as U+0001 "1"; nothing else changes, so that equal texts stay equal and others differ.
/// Half of a surrogate pair has no UTF-8 and becomes U+FFFD, as it does in SQLite.
/// </remarks>
internal static class PostgresText
{
    private const char Escape = '\u0001';

    internal static string? Write(string? text) => text is null ? null : Escaped(Whole(text));

    internal static string? Read(string? text) => text is null || !text.Contains(Escape, StringComparison.Ordinal) ? text : Unescaped(text);

    private static string Escaped(string text) => text.AsSpan().IndexOfAny('\0', Escape) < 0
        ? text
        : text.Replace("\u0001", "\u00011", StringComparison.Ordinal).Replace("\0", "\u00010", StringComparison.Ordinal);

    private static string Unescaped(string text) =>
        text.Replace("\u00010", "\0", StringComparison.Ordinal).Replace("\u00011", "\u0001", StringComparison.Ordinal);

    private static string Whole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            }
        }

        return text;
    }
}
