namespace IncidentBot.Workflow.Updates.Claims;

/// <summary>Finds claims that data is unharmed: "your data is safe", "every write survived", "we kept all orders".</summary>
internal static class SoundnessClaims
{
    private const int Ahead = 7;
    private const int Behind = 4;

    /// <summary>Where in a sentence such a claim stands; null if there is none.</summary>
    internal static (int Start, int End)? Find(IReadOnlyList<ClaimToken> words)
    {
        for (var data = 0; data < words.Count; data++)
        {
            if (!ClaimWords.IsData(words[data].Text) || ClaimWords.Negates(words[data].Text))
            {
                continue;
            }

            var first = PhraseStart(words, data);
            if (first > 0 && IsConditional(words[first - 1].Text))
            {
                continue;
            }

            for (var sound = Math.Max(0, first - Behind); sound < Math.Min(words.Count, data + Ahead + 1); sound++)
            {
                var (from, to) = (Math.Min(first, sound), Math.Max(data, sound));
                if ((sound < first || sound > data) && !IsDenied(words, from, to) && Claims(words, from, to, data, sound))
                {
                    return (words[from].Start, words[to].End);
                }
            }
        }

        return null;
    }

    // After its noun "safe" alone claims; "copied" or "complete", or either word before its noun, only with "all", "every", "fully".
    private static bool Claims(IReadOnlyList<ClaimToken> words, int from, int to, int data, int sound)
    {
        var word = words[sound].Text;
        var ofTheWhole = words[data].Text is "everything"
            || Enumerable.Range(from, to - from + 1).Any(i => i != sound && ClaimWords.IsWhole(words[i].Text));
        return (sound > data && ClaimWords.IsSound(word)) || (ofTheWhole && ClaimWords.IsKept(word));
    }

    private static bool IsDenied(IReadOnlyList<ClaimToken> words, int from, int to) =>
        Enumerable.Range(Math.Max(0, from - 1), to - Math.Max(0, from - 1) + 1)
            .Any(i => ClaimWords.Negates(words[i].Text) && words[i].Text is not ("without" or "sans" or "ohne" or "sin"));

    // "all of your customer data": back over up to four words that qualify the noun.
    private static int PhraseStart(IReadOnlyList<ClaimToken> words, int data)
    {
        var first = data;
        while (first > 0 && data - first < 4 && Qualifies(words[first - 1].Text))
        {
            first--;
        }

        return first;
    }

    private static bool Qualifies(string word) =>
        ClaimWords.IsWhole(word) || ClaimWords.IsData(word)
        || word is "of" or "the" or "your" or "our" or "their" or "its" or "customer" or "customers" or "user" or "stored" or "committed" or "acknowledged" or "confirmed" or "existing" or "single"
            or "recent" or "last" or "one" or "a" or "die" or "ihre" or "unsere" or "les" or "vos" or "nos" or "des" or "los" or "las" or "sus" or "de";

    private static bool IsConditional(string word) =>
        word is "whether" or "if" or "until" or "once" or "when" or "unless" or "before" or "after" or "how" or "ob" or "si" or "sobald" or "bis";
}
