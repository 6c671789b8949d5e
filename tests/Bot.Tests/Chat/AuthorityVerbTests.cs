using IncidentBot.Chat;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat;

public sealed class AuthorityVerbTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 2, 6, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("break-glass BREAK GLASS checkout data-owner G2 4,200 records 90s because nobody answers", "BREAK GLASS checkout data-owner G2", 4200L, 90, false, "nobody answers")]
    [InlineData("break-glass BREAK GLASS checkout executive unknown because nobody answers", "BREAK GLASS checkout executive", null, null, true, "nobody answers")]
    [InlineData("break-glass BREAK GLASS checkout data-owner because I agree", "BREAK GLASS checkout data-owner", null, null, false, "I agree")]
    [InlineData("break-glass BREAK GLASS checkout data-owner 5 records 2m nobody answers", "BREAK GLASS checkout data-owner", 5L, 120, false, "nobody answers")]
    [InlineData("break-glass", "", null, null, false, "")]
    public void Break_glass_is_read_as_phrase_ceilings_and_reason(string line, string phrase, long? records, int? seconds, bool unknown, string reason) =>
        Assert.Equal(
            new IncidentCommand.BreakGlass(phrase, records, seconds is { } s ? TimeSpan.FromSeconds(s) : null, unknown, reason),
            Assert.IsType<ChatRequest.Send>(Grammar.Read(line, Now)).Command);

    [Fact]
    public void Calls_and_reviews_are_read()
    {
        Assert.Equal(new IncidentCommand.CallRole(Role.CommsLead), Assert.IsType<ChatRequest.Send>(Grammar.Read("call comms-lead", Now)).Command);
        Assert.Equal(new IncidentCommand.CloseReview(2, "it was right"), Assert.IsType<ChatRequest.Send>(Grammar.Read("review close 2 it was right", Now)).Command);
        Assert.IsType<ChatRequest.Unclear>(Grammar.Read("review 2", Now));
        Assert.IsType<ChatRequest.Unclear>(Grammar.Read("call the king", Now));
        Assert.IsType<ChatRequest.Unclear>(Grammar.Read("break-glass BREAK GLASS checkout G2 5 records 9x because", Now));
    }

    [Theory]
    [InlineData("press PROMOTE eu-west-1 LOSE 4200 CODE 123456", "PROMOTE eu-west-1 LOSE 4200", "123456")]
    [InlineData("press PROMOTE eu-west-1 LOSE 4200 code 12 34 56 please", "PROMOTE eu-west-1 LOSE 4200", "12 34 56 please")]
    [InlineData("press PROMOTE eu-west-1 LOSE 4200 CODE123456", "PROMOTE eu-west-1 LOSE 4200", "123456")]
    [InlineData("press CODE 123456", "", "123456")]
    [InlineData("press PROMOTE eu-west-1 LOSE 4200", "PROMOTE eu-west-1 LOSE 4200", null)]
    public void The_code_never_stays_in_the_phrase(string line, string phrase, string? code)
    {
        var press = Assert.IsType<ChatRequest.Press>(Grammar.Read(line, Now));

        Assert.Equal((phrase, code), (press.Phrase, press.Code));
        Assert.DoesNotContain(code ?? "none", press.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/incident press PROMOTE eu-west-1 LOSE 4200 CODE 123456")]
    [InlineData("@bot  press PROMOTE eu-west-1 LOSE 4200 code 123456 now")]
    public void A_line_is_kept_with_the_code_masked(string line)
    {
        Assert.DoesNotContain("123456", PressCode.Masked(line), StringComparison.Ordinal);
        Assert.Contains("LOSE 4200", PressCode.Masked(line), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/incident note the code 123456 is in the runbook")]
    [InlineData("/incident press PROMOTE eu-west-1 LOSE 4200")]
    public void Other_lines_stay_as_they_are(string line) => Assert.Equal(line, PressCode.Masked(line));
}
