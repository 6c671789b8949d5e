using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Chat.Teams.Rendering;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams.Rendering;

public sealed class TeamsTextTests
{
    [Theory]
    [InlineData("**b** [x](https://evil) <at>Maya</at>", "**b** [x](https://evil) <at>Maya</at>")]
    [InlineData("at {{TIME(2026-03-14T02:06:00Z)}} and {{ date(x)}} of {{name}}", "at ｛{TIME(2026-03-14T02:06:00Z)}} and ｛{ date(x)}} of {{name}}")]
    [InlineData("a\u202eb\nc\u200bd", "a[U+202E]b ↵ c[U+200B]d")]
    public void Outside_text_is_shown_as_it_is_and_expands_nothing(string outside, string shown) => Assert.Equal(shown, TeamsText.Line(outside, 200));

    [Fact]
    public void Code_is_a_run_of_its_own_without_its_back_ticks()
    {
        var runs = TeamsText.Runs("Say `role take commander` now, not a`b`c.", 200).ToList();

        Assert.Equal(["Say ", "role take commander", " now, not a`b`c."], runs.Select(r => (string)r["text"]!));
        Assert.Equal([null, "Monospace", null], runs.Select(r => (string?)r["fontType"]));
    }

    [Fact]
    public void A_moment_has_its_absolute_time_and_the_readers_own() =>
        Assert.Equal("2026-03-14 02:06:00 UTC ({{TIME(2026-03-14T02:06:00Z)}} here)", TeamsText.Moment(new DateTimeOffset(2026, 3, 14, 3, 6, 0, TimeSpan.FromHours(1))));

    [Fact]
    public void Text_is_cut_within_its_limit_and_never_inside_a_character() => Prop.ForAll(TeamsHostile.Text.ToArbitrary(), Gen.Choose(3, 400).ToArbitrary(), (text, longest) =>
    {
        var line = TeamsText.Line(text, longest);
        var bytes = TeamsText.CutBytes(Workflow.Timeline.Shown.Text(text), longest + 10, " [cut]");
        return line.Length <= longest && System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(bytes, TeamsElements.Json).Length <= longest + 12 && Whole(line) && Whole(bytes);
    }).QuickCheckThrowOnFailure();

    private static bool Whole(string text) => text == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
