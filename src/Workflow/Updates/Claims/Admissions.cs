namespace IncidentBot.Workflow.Updates.Claims;

/// <summary>
/// Takes admissions of loss out of a reading: "up to 4,200 writes may be lost", "recent orders could be missing". A denial in front turns
/// an admission round ("we do not think that orders may be lost"), so those stay.
/// </summary>
internal static class Admissions
{
    private const int QuantityReach = 6;
    private const int DenialReach = 8;

    /// <summary>The reading with <paramref name="mark"/> in place of each admission.</summary>
    internal static FoldedText Remove(FoldedText reading, string mark) =>
        reading.Replace(ClaimSentences.Of(reading).SelectMany(InSentence).Select(a => (a.Start, a.End, mark)).ToList());

    private static IEnumerable<(int Start, int End)> InSentence(IReadOnlyList<ClaimToken> words)
    {
        for (var item = 0; item < words.Count; item++)
        {
            if (!IsItem(words[item].Text) || LossAfter(words, item) is not (var loss, var isPossible))
            {
                continue;
            }

            var quantity = Quantity(words, item);
            if (quantity is not null ? !IsDenied(words, quantity.Value, untilBreak: true)
                : isPossible && !IsDenied(words, item, untilBreak: true) && !IsDenied(words, item, untilBreak: false))
            {
                yield return (words[quantity ?? item].Start, words[loss].End);
                item = loss;
            }
        }
    }

    // From the item over words of time and mood to the loss: "(orders) placed after 14:00 may have been lost".
    private static (int At, bool IsPossible)? LossAfter(IReadOnlyList<ClaimToken> words, int item)
    {
        var isPossible = false;
        for (var i = item + 1; i < words.Count; i++)
        {
            var word = words[i].Text;
            if (word is "lost" or "missing" or "gone" or "affected" or "incomplete" || (word == "lose" && isPossible))
            {
                return (i, isPossible);
            }

            if (word == "at" && i + 1 < words.Count && words[i + 1].Text == "risk")
            {
                return (i + 1, isPossible);
            }

            isPossible |= word is "may" or "might" or "could";
            if (!IsPassedOver(word))
            {
                return null;
            }
        }

        return null;
    }

    // Where "up to", "about", "some" and the like begin before the item, with no zero between.
    private static int? Quantity(IReadOnlyList<ClaimToken> words, int item)
    {
        for (var i = item - 1; i >= Math.Max(0, item - QuantityReach); i--)
        {
            var word = words[i].Text;
            if (ClaimWords.Negates(word))
            {
                return null;
            }

            if (word is "about" or "around" or "roughly" or "some" or "estimated" or "between" or "approximately")
            {
                return i;
            }

            if (i > 0 && (words[i - 1].Text, word) is ("up", "to") or ("at", "most") or ("at", "least") or ("more", "than") or ("many", "as"))
            {
                return i - 1;
            }
        }

        return null;
    }

    private static bool IsDenied(IReadOnlyList<ClaimToken> words, int before, bool untilBreak)
    {
        for (var i = before - 1; i >= Math.Max(0, before - DenialReach); i--)
        {
            var word = words[i].Text;
            if (untilBreak && word is "," or ":" or "and" or "but" or "so" or "because")
            {
                return false;
            }

            // "No orders and payments may be lost": a denying article reaches over the break, a denied verb does not.
            var isArticle = word is not ("not" or "without" or "free") || (word == "not" && words[i + 1].Text is "a" or "one" or "any" or "single");
            if (ClaimWords.Negates(word) && (untilBreak || isArticle))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsItem(string word) => ClaimWords.IsData(word) || word is "second" or "seconds" or "s" or "minute" or "minutes" or "min";

    private static bool IsPassedOver(string word) => char.IsAsciiDigit(word[0]) || ClaimWords.IsData(word)
        || word is "in" or "of" or "after" or "from" or "since" or "made" or "placed" or "written" or "and" or "or" or "clock" or "utc" or "between" or "to"
            or "may" or "might" or "could" or "will" or "would" or "can" or "are" or "were" or "was" or "is" or "have" or "has" or "had" or "been" or "be"
            or "already" or "also" or "probably" or "likely" or "still" or "now" or "then";
}
