using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Chat;

/// <summary>The one grammar of all chats: <c>/incident ...</c>, <c>@bot ...</c> and buttons come down to these words.</summary>
internal static class Grammar
{
    internal static IReadOnlyList<Verb> Verbs { get; } =
    [
        .. IncidentVerbs.All,
        .. TreeVerbs.All,
        .. FailoverVerbs.All,
        .. AuthorityVerbs.All,
        .. TellingVerbs.All,
        .. CostVerbs.All,
        .. DrillVerbs.All,
        .. ReadinessVerbs.All,
    ];

    private const int LongestWord = 40;

    /// <summary>Reads a line, with typographic quotes and dashes taken for plain ones.</summary>
    /// <param name="now">When it was said (UTC).</param>
    internal static ChatRequest Read(string line, DateTimeOffset now)
    {
        var words = new ChatLine(Plain(line), now);
        var word = words.Next();
        if (word.Length == 0)
        {
            return new ChatRequest.Show("help", "");
        }

        if (Verbs.FirstOrDefault(v => string.Equals(v.Word, word, StringComparison.OrdinalIgnoreCase)) is { } verb)
        {
            return verb.Read(words);
        }

        return Unclear("unknown-word", $"There is no command `{Shown.Line(word)}`.", Nearest(word) is { } near ? $"Did you mean `{near}`? `help` lists them all." : "`help` lists them all.");
    }

    internal static ChatRequest Unclear(string code, string reason, params IReadOnlyList<string> remedies) =>
        new ChatRequest.Unclear(Refusal.Because(code, reason, remedies));

    /// <summary>A refusal that shows how a verb is written.</summary>
    internal static ChatRequest Usage(string reason, string usage) => Unclear("usage", reason, $"`{usage}`");

    /// <summary>The verb that was probably meant; null if none is near.</summary>
    private static string? Nearest(string word)
    {
        var given = word.ToLowerInvariant()[..Math.Min(word.Length, LongestWord)];
        var (verb, distance) = Verbs.Select(v => (v.Word, Distance(v.Word, given))).MinBy(p => p.Item2);
        return distance <= Math.Max(1, Math.Min(3, given.Length / 2)) ? verb : null;
    }

    /// <summary>Levenshtein's edit distance.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[^1];
    }

    private static string Plain(string line) =>
        line.Replace('\u2018', '\'').Replace('\u2019', '\'').Replace('\u201c', '"').Replace('\u201d', '"')
            .Replace('\u2013', '-').Replace('\u2014', '-').Replace('\u00a0', ' ').Trim();
}
