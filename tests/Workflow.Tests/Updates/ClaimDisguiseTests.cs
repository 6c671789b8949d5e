using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Workflow.Tests.Updates;

/// <summary>A refused sentence stays refused under invisible characters, markup, changed case and changed white space.</summary>
public sealed class ClaimDisguiseTests
{
    private static readonly string[] Insertions =
    [
        "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u180e", "\u202e", "\u2066", "\ufe0f", "\u0301", "\u0336",
        "\U000e0061", "\u3164", "*", "**", "`", "~", "~~", "<b>", "</b>", "<!-- -->", "\\",
    ];

    private static readonly string[] Spaces =
        [" ", "  ", "\t", "\n", "\r\n", "\n\n", "\u00a0", "\u2003", "\u202f", "\u3000", "\u2028", "\u0085", " \n ", "\u205f"];

    private static readonly Gen<string> Refused = Gen.Elements(ClaimCorpus.Refused.Where(IsPlain).ToArray());

    private static readonly Gen<int[]> Choices = Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), 24);

    [Fact]
    public void Insertions_never_let_a_claim_pass() => Holds(Insert);

    [Fact]
    public void Case_never_lets_a_claim_pass() => Holds((text, choices) =>
        string.Concat(text.Select((c, i) => !char.IsAscii(c) ? c : (choices[i % choices.Length] >> (i % 8) & 1) == 0 ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c))));

    [Fact]
    public void White_space_never_lets_a_claim_pass() => Holds(Respace);

    [Fact]
    public void Emphasis_around_words_never_lets_a_claim_pass() => Holds((text, choices) =>
        string.Join(' ', text.Split(' ').Select((w, i) => (choices[i % choices.Length] % 5) switch
        {
            0 => $"_{w}_",
            1 => $"**{w}**",
            2 => $"~{w}~",
            3 => $"`{w}`",
            _ => w,
        })));

    [Fact]
    public void All_of_it_together_never_lets_a_claim_pass() => Holds((text, choices) => Insert(Respace(text, choices), [.. choices.Reverse()]));

    private static void Holds(Func<string, int[], string> disguise) =>
        Prop.ForAll(
            Gen.Zip(Refused, Choices).ToArbitrary(),
            pair => (ClaimGuard.Check(disguise(pair.Item1, pair.Item2), lossFreeProven: false).Count > 0).Label(Escape(disguise(pair.Item1, pair.Item2))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static string Insert(string text, int[] choices)
    {
        var disguised = new StringBuilder(text);
        for (var i = 0; i + 1 < choices.Length; i += 2)
        {
            var at = choices[i] % (disguised.Length + 1);
            var splitsMarkup = Insertions.Any(m => m.Length > 2 && Enumerable.Range(1, m.Length - 1).Any(back => at - back >= 0 && at - back + m.Length <= disguised.Length && disguised.ToString(at - back, m.Length) == m));
            if (!splitsMarkup && !(at < disguised.Length && char.IsLowSurrogate(disguised[at])))
            {
                disguised.Insert(at, Insertions[choices[i + 1] % Insertions.Length]);
            }
        }

        return disguised.ToString();
    }

    private static string Respace(string text, int[] choices) =>
        string.Concat(text.Select((c, i) => c == ' ' ? Spaces[choices[i % choices.Length] % Spaces.Length] : c.ToString()));

    // Sentences that are themselves markup, entities or spelled with signs are disguised already; a character put into one breaks the disguise.
    private static bool IsPlain(string sentence) => sentence.IndexOfAny(['<', '&', '[', '$', '@', '_', '|', '\ufe0f']) < 0 && !sentence.Contains("n o", StringComparison.Ordinal);

    private static string Escape(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:x4}"));
}
