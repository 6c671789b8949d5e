using System.Text;
using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Updates.Claims;

/// <summary>A text under rewriting, which remembers for each character where in the original it came from.</summary>
internal sealed class FoldedText
{
    private readonly int[] origins;
    private readonly string original;

    internal FoldedText(string original)
        : this(original, original, [.. Enumerable.Range(0, original.Length)])
    {
    }

    private FoldedText(string original, string text, int[] origins)
    {
        this.original = original;
        this.origins = origins;
        Text = text;
    }

    internal string Text { get; }

    /// <summary>Replaces each match; what is put in is placed where the match began.</summary>
    internal FoldedText Replace(Regex pattern, Func<Match, string> put) =>
        Replace(pattern.Matches(Text).Select(m => (m.Index, m.Index + m.Length, put(m))));

    /// <summary>Replaces stretches of <see cref="Text"/>, given in order and apart.</summary>
    internal FoldedText Replace(IEnumerable<(int Start, int End, string Put)> stretches)
    {
        var text = new StringBuilder(Text.Length);
        var from = new List<int>(Text.Length);
        var done = 0;
        foreach (var (start, end, put) in stretches)
        {
            Copy(done, start);
            text.Append(put);
            from.AddRange(Enumerable.Repeat(Origin(start), put.Length));
            done = end;
        }

        Copy(done, Text.Length);
        return new FoldedText(original, text.ToString(), [.. from]);

        void Copy(int start, int end)
        {
            text.Append(Text, start, end - start);
            from.AddRange(origins.AsSpan(start, end - start));
        }
    }

    internal FoldedText Replace(Regex pattern, string put) => Replace(pattern, _ => put);

    /// <summary>Replaces each code point by what <paramref name="fold"/> makes of it; a lone surrogate disappears.</summary>
    internal FoldedText Fold(Func<Rune, string> fold)
    {
        var text = new StringBuilder(Text.Length);
        var from = new List<int>(Text.Length);
        for (var i = 0; i < Text.Length;)
        {
            if (Rune.TryGetRuneAt(Text, i, out var rune))
            {
                var folded = fold(rune);
                text.Append(folded);
                from.AddRange(Enumerable.Repeat(origins[i], folded.Length));
                i += rune.Utf16SequenceLength;
            }
            else
            {
                i++;
            }
        }

        return new FoldedText(original, text.ToString(), [.. from]);
    }

    /// <summary>The original between two positions of <see cref="Text"/>, as a person will recognise it: one line, at most 120 characters.</summary>
    internal string Original(int start, int end)
    {
        var slice = original[Origin(start)..Math.Max(Origin(start), Origin(end))];
        var line = string.Join(' ', slice.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 120 ? line : line[..119] + "…";
    }

    private int Origin(int index) => index < origins.Length ? origins[index] : original.Length;
}
