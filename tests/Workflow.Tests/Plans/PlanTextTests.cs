using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Plans;

public sealed class PlanTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("90s", 90_000)]
    [InlineData("2m", 120_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1h0m5s", 3_605_000)]
    [InlineData("30d", 2_592_000_000)]
    [InlineData("0s", 0)]
    public void A_duration_is_numbers_with_units(string text, long milliseconds)
    {
        Assert.True(PlanDuration.TryRead(text, out var duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1.5s")]
    [InlineData("1 s")]
    [InlineData("1S")]
    [InlineData("1sec")]
    [InlineData("1s1m")]
    [InlineData("1s1s")]
    [InlineData("30d1ms")]
    [InlineData("9999999d9999999h9999999m9999999s9999999ms")]
    [InlineData("99999999ms")]
    [InlineData("٣s")]
    public void Anything_else_is_no_duration(string text) => Assert.False(PlanDuration.TryRead(text, out _));

    [Fact]
    public void A_written_duration_reads_back() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        n =>
        {
            var duration = TimeSpan.FromMilliseconds(Math.Abs((long)n));
            return PlanDuration.TryRead(PlanDuration.Write(duration), out var read) && read == duration;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Placeholders_are_words_in_braces_and_json_is_not()
    {
        Assert.Empty(StepText.Unknown("""{"region":"{primary}","epoch":{epoch},"x":{}}"""));
        Assert.Equal(["Epoch", "region"], StepText.Unknown("{Epoch} {region} {region} {incident}"));
        Assert.Equal("""{"e":9} INC-3 a b {other}""", StepText.Fill("""{"e":{epoch}} {incident} {primary} {target} {other}""", 9, "INC-3", "a", "b"));
    }

    [Theory]
    [InlineData("armedLimt", "armedLimit")]
    [InlineData("TARGET", "target")]
    [InlineData("rotue", "route")]
    [InlineData("tet", null)]
    [InlineData("anything", null)]
    [InlineData("", null)]
    public void The_nearest_word_is_offered_when_one_is_near(string word, string? expected) =>
        Assert.Equal(expected, NearestWord.Of(word, ["armedLimit", "target", "route", "test", "text"]));

    [Fact]
    public void A_value_in_a_fault_is_short_and_on_one_line() =>
        Assert.Equal($"'a?b?{new string('x', 56)}...'", PlanFault.Quote("a\nb\u001b" + new string('x', 100)));
}
