using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Workflow.Tests.Updates;

public sealed class ClaimGuardTests
{
    public static TheoryData<string> RefusedSentences => [.. ClaimCorpus.Refused];

    public static TheoryData<string> HonestSentences => [.. ClaimCorpus.Honest];

    [Fact]
    public void The_corpora_are_large_enough()
    {
        Assert.True(ClaimCorpus.Refused.Distinct().Count() >= 150, $"{ClaimCorpus.Refused.Count} refused");
        Assert.True(ClaimCorpus.Honest.Distinct().Count() >= 100, $"{ClaimCorpus.Honest.Count} honest");
    }

    [Theory]
    [MemberData(nameof(RefusedSentences))]
    public void A_claim_of_no_loss_is_refused_unless_proven(string sentence)
    {
        var fault = Assert.Single(ClaimGuard.Check(sentence, lossFreeProven: false));

        Assert.NotEmpty(fault.Phrase);
        Assert.Contains("We do not yet know how much data is affected.", fault.Instead, StringComparison.Ordinal);
        Assert.Empty(ClaimGuard.Check(sentence, lossFreeProven: true));
    }

    [Theory]
    [MemberData(nameof(HonestSentences))]
    public void An_honest_sentence_passes(string sentence) =>
        Assert.Empty(ClaimGuard.Check(sentence, lossFreeProven: false));

    [Fact]
    public void All_honest_sentences_pass_together() =>
        Assert.Empty(ClaimGuard.Check(string.Join('\n', ClaimCorpus.Honest), lossFreeProven: false));

    [Theory]
    [MemberData(nameof(RefusedSentences))]
    public void A_claim_is_found_between_honest_sentences(string sentence)
    {
        var text = $"Checkout is down. We do not yet know whether data was lost.\n{sentence}\nThe next update is at 15:00 UTC.";

        Assert.Single(ClaimGuard.Check(text, lossFreeProven: false));
    }

    [Fact]
    public void The_offending_words_are_shown_as_they_stand_in_the_text()
    {
        var fault = Assert.Single(ClaimGuard.Check("Checkout is back. There was **no** data lоss, we think. More at 15:00.", lossFreeProven: false));

        Assert.Equal("no** data lоss", fault.Phrase);
    }

    [Fact]
    public void A_text_too_long_to_read_is_refused_with_the_limit()
    {
        var fault = Assert.Single(ClaimGuard.Check(new string('a', ClaimGuard.MaxLength + 1), lossFreeProven: true));

        Assert.Contains("20000", fault.Instead, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no ")]
    [InlineData("data ")]
    [InlineData("not yet ")]
    [InlineData("between ")]
    [InlineData("4,200 orders lost ")]
    [InlineData("up to 4 ")]
    [InlineData("do not say ")]
    [InlineData("[")]
    [InlineData("<b ")]
    [InlineData("0,")]
    [InlineData("ǅ")]
    public void The_longest_hostile_text_is_answered(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, ClaimGuard.MaxLength / piece.Length));

        Assert.NotNull(ClaimGuard.Check(text, lossFreeProven: false, SomeFacts.Of(records: 4_200)));
    }
}
