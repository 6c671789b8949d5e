using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Updates.Claims;

/// <summary>Finds claims that nothing is lost, by default: a sentence that speaks of loss and also denies something claims so, unless it is a known honest phrase.</summary>
internal static partial class NoLossClaims
{
    // How many words a denial reaches: forwards to what it denies, and backwards.
    private const int Ahead = 10;
    private const int Behind = 8;

    /// <summary>The first claim in a reading, as the original has it; null if there is none.</summary>
    internal static string? Find(FoldedText reading)
    {
        if (Literal(reading) is { } literal)
        {
            return literal;
        }

        var text = HonestPhrases.Remove(reading);
        var sentences = ClaimSentences.Of(text).ToList();
        for (var i = 0; i < sentences.Count; i++)
        {
            var found = Denial(sentences[i]) ?? ZeroObjective(sentences[i])
                ?? (IsOpenQuestion(text, sentences, i) ? null : SoundnessClaims.Find(sentences[i]))
                ?? (i > 0 ? Answer(sentences[i - 1], sentences[i]) : null);
            if (found is var (start, end))
            {
                return text.Original(start, end);
            }
        }

        return null;
    }

    /// <summary>The plainest claims, refused whatever stands around them, with or without spaces: who skims reads only these words.</summary>
    private static string? Literal(FoldedText reading)
    {
        foreach (Match sentence in ClaimSentences.Pattern.Matches(reading.Text))
        {
            var at = Enumerable.Range(sentence.Index, sentence.Length).Where(i => char.IsLetterOrDigit(reading.Text[i])).ToArray();
            var match = PlainClaim().Match(string.Concat(at.Select(i => reading.Text[i])));
            if (match.Success)
            {
                return reading.Original(at[match.Index], at[match.Index + match.Length - 1] + 1);
            }
        }

        return null;
    }

    private static (int Start, int End)? Denial(IReadOnlyList<ClaimToken> words)
    {
        var aboutData = words.Any(w => ClaimWords.IsData(w.Text));
        for (var i = 0; i < words.Count; i++)
        {
            if (ClaimWords.IsLossless(words[i].Text))
            {
                return Span(words, i, i);
            }

            if (!ClaimWords.Negates(words[i].Text))
            {
                continue;
            }

            for (var j = Math.Max(0, i - Behind); j < Math.Min(words.Count, i + Ahead + 1); j++)
            {
                if (j != i && (ClaimWords.Loses(words[j].Text) || (aboutData && ClaimWords.Harms(words[j].Text))))
                {
                    return Span(words, Math.Min(i, j), Math.Max(i, j));
                }
            }
        }

        return null;
    }

    /// <summary>"RPO: 0", "a recovery point of zero".</summary>
    private static (int Start, int End)? ZeroObjective(IReadOnlyList<ClaimToken> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            for (var j = Math.Max(0, i - 3); words[i].Text == "rpo" && j < Math.Min(words.Count, i + 6); j++)
            {
                if (words[j].Text is "zero" or "null" or "nil" or "cero")
                {
                    return Span(words, Math.Min(i, j), Math.Max(i, j));
                }
            }
        }

        return null;
    }

    /// <summary>"Was anything lost? No."</summary>
    private static (int Start, int End)? Answer(IReadOnlyList<ClaimToken> asked, IReadOnlyList<ClaimToken> said)
    {
        var aboutLoss = asked.Any(w => ClaimWords.Loses(w.Text)) || (asked.Any(w => ClaimWords.IsData(w.Text)) && asked.Any(w => ClaimWords.Harms(w.Text)));
        var isAnswer = said.Count > 0 && ClaimWords.Answers(said[0].Text)
            && (said.Count <= (said[0].Text is "nothing" or "never" ? 2 : 4) || said[1].Text == ",");
        return aboutLoss && isAnswer ? (asked[0].Start, said[0].End) : null;
    }

    /// <summary>"Is your data safe? We do not know yet.": asked, and the answer is not yes.</summary>
    private static bool IsOpenQuestion(FoldedText text, List<IReadOnlyList<ClaimToken>> sentences, int i)
    {
        var isQuestion = sentences[i].Count > 0 && text.Text.AsSpan(sentences[i][^1].End).TrimStart().StartsWith("?");
        return isQuestion && i + 1 < sentences.Count && sentences[i + 1].Any(w => w.Text == HonestPhrases.Mark || ClaimWords.Negates(w.Text));
    }

    private static (int Start, int End) Span(IReadOnlyList<ClaimToken> words, int first, int last) => (words[first].Start, words[last].End);

    [GeneratedRegex(
        "(?:no|zero|without|withoutany|nopossible|nopotential)data(?:loss|lost)|nodata(?:was|is|were|hasbeen|hadbeen|willbe|wouldbe|gets?|got|went)(?:lost|missing)" +
        "|nolossof(?:any)?data|lossofnodata|(?:without|not|never)los(?:ing|e|t)(?:any|a)?data|nothing(?:was|is|hasbeen|willbe)lost|lostnothing|lostnodata" +
        "|keine?datenverlust|ohnedatenverlust|keinedaten(?:sind|wurden|gingen)?verloren|aucunepertededonnees|sanspertededonnees|sinperdidadedatos|ningunaperdidadedatos")]
    private static partial Regex PlainClaim();
}
