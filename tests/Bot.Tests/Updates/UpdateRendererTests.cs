using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Bot.Tests.Updates;

public sealed class UpdateRendererTests
{
    [Theory]
    [InlineData(Audience.Executives)]
    [InlineData(Audience.Customers)]
    [InlineData(Audience.Support)]
    [InlineData(Audience.Engineers)]
    public void Whatever_the_facts_the_draft_passes_the_guard(Audience audience)
    {
        LossFacts?[] losses =
        [
            null, SomeUpdate.Loss, SomeUpdate.Loss with { Records = null }, SomeUpdate.Loss with { Money = null }, SomeUpdate.Loss with { Records = 0, Money = 0 },
            SomeUpdate.Loss with { IsFinal = true }, SomeUpdate.Loss with { IsFinal = true, ActualRecords = 0 }, SomeUpdate.Loss with { IsFinal = true, ActualRecords = 1 },
            SomeUpdate.Loss with { IsFinal = true, Records = null },
        ];
        var all =
            from phase in Enum.GetValues<UpdatePhase>()
            from loss in losses
            from whole in new[] { SomeUpdate.Known(phase), SomeUpdate.Unknown(phase) }
            from drill in new[] { true, false }
            select whole with { Loss = loss, Drill = drill };

        Assert.All(all, facts => Assert.Empty(ClaimGuard.Check(SomeUpdate.Renderer.Render(facts, audience), lossFreeProven: false, facts)));
    }

    [Fact]
    public void A_draft_speaks_of_no_loss_only_when_it_is_proven()
    {
        foreach (var audience in Enum.GetValues<Audience>())
        {
            var text = SomeUpdate.Renderer.Render(SomeUpdate.Known(UpdatePhase.Restored) with { LossFreeProven = true }, audience);

            Assert.Empty(ClaimGuard.Check(text, lossFreeProven: true));
            Assert.NotEmpty(ClaimGuard.Check(text, lossFreeProven: false));
        }
    }

    [Theory]
    [InlineData("<!channel> look", "‹!channel› look")]
    [InlineData("@everyone and @here", "＠everyone and ＠here")]
    [InlineData("a\r\nb\tc\u0085d\u2028e", "a b c d e")]
    [InlineData("a\u0000\u001b[31mb\u202ec\u200bd", "a[31mbcd")]
    [InlineData("<b>bold</b> & {{target}} \ud800", "‹b›bold‹/b› & {{target}}")]
    public void Hostile_text_stays_a_line_of_text(string hostile, string shown)
    {
        var text = SomeUpdate.Renderer.Render(SomeUpdate.Known(UpdatePhase.Deciding) with { Summary = hostile, Service = hostile }, Audience.Executives);

        Assert.Contains($"Reported: {shown}.\n", text, StringComparison.Ordinal);
        Assert.StartsWith($"SEV1 INC-1, {shown}, at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain('<', text);
        Assert.DoesNotContain('@', text);
    }

    [Fact]
    public void A_long_summary_is_cut_between_characters()
    {
        var text = SomeUpdate.Renderer.Render(SomeUpdate.Known(UpdatePhase.Deciding) with { Summary = string.Concat(Enumerable.Repeat("\U0001f525", 400)) }, Audience.Support);

        Assert.Contains("…", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void A_summary_that_claims_no_loss_is_caught_by_the_guard()
    {
        var facts = SomeUpdate.Known(UpdatePhase.Deciding) with { Summary = "checkout down, no data loss" };

        var fault = Assert.Single(ClaimGuard.Check(SomeUpdate.Renderer.Render(facts, Audience.Executives), lossFreeProven: false, facts));

        Assert.Equal("no data loss", fault.Phrase);
    }

    [Fact]
    public void A_drill_says_so_first() =>
        Assert.All(Enum.GetValues<Audience>(), audience => Assert.StartsWith(
            "DRILL. This is an exercise.",
            SomeUpdate.Renderer.Render(SomeUpdate.Known(UpdatePhase.FailingOver) with { Drill = true }, audience),
            StringComparison.Ordinal));
}
