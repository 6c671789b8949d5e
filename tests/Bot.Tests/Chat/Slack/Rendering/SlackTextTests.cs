using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Chat.Slack.Rendering;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack.Rendering;

public sealed class SlackTextTests
{
    [Theory]
    [InlineData("a & b < c > d", "a &amp; b &lt; c &gt; d")]
    [InlineData("<!channel> <@U1> <https://x|y>", "&lt;!channel&gt; &lt;@U1&gt; &lt;https∶//x|y&gt;")]
    [InlineData("@here and @Everyone, not a@b.c", "＠here and ＠Everyone, not a@b.c")]
    [InlineData("*b* _i_ ~s~ `c`", "∗b∗ ˍiˍ ∼s∼ ˋcˋ")]
    [InlineData("> quoted\n>> more", "› quoted\n›› more")]
    [InlineData("2 * 3 of api_gateway_5xx", "2 * 3 of api_gateway_5xx")]
    [InlineData(":white_check_mark: at 02:06:35", "∶white_check_mark: at 02:06:35")]
    [InlineData("a\u202eb\u0007c\u200bd", "a[U+202E]b[U+0007]c[U+200B]d")]
    public void Outside_text_formats_nothing_and_calls_nobody(string outside, string shown) =>
        Assert.Equal(shown.Replace("https∶//", "https://", StringComparison.Ordinal), SlackText.Escape(outside));

    [Theory]
    [InlineData("Take it with `role take commander`.", "Take it with `role take commander`.")]
    [InlineData("`note a < b & *c*` stays", "`note a &lt; b &amp; *c*` stays")]
    [InlineData("one ` alone, ``` three", "one ˋ alone, ˋˋˋ three")]
    [InlineData("a`b*c*`d", "aˋb∗c∗ˋd")]
    public void Of_what_the_bot_says_only_code_formats(string said, string shown) => Assert.Equal(shown, SlackText.Mrkdwn(said));

    [Theory]
    [InlineData("role assign deputy <@U01RAVI|ravi>", "role assign deputy @ravi")]
    [InlineData("role assign deputy <@U01MAYA>", "role assign deputy @maya")]
    [InlineData("see <#C01GEN|general> and <#C01GEN>", "see #general and #C01GEN")]
    [InlineData("<http://example.com|example.com> fails, <https://a.b/c> too", "example.com fails, https://a.b/c too")]
    [InlineData("note <https://dash/x|the board>", "note the board (https://dash/x)")]
    [InlineData("note <mailto:a@b.c|a@b.c>", "note a@b.c")]
    [InlineData("<!here> <!subteam^S1|@oncall> <!date^1^{date}|2026-01-01>", "@here @oncall 2026-01-01")]
    [InlineData("abort \u201cit\u2019s back\u201d \u2014 now", "abort \"it's back\" - now")]
    [InlineData("a &lt; b &amp;&amp; c &gt; d, &amp;lt;", "a < b && c > d, &lt;")]
    [InlineData("`press PROMOTE eu-west-1 LOSE 42`", "press PROMOTE eu-west-1 LOSE 42")]
    public void What_Slack_sends_is_read_as_its_author_sees_it(string sent, string plain) =>
        Assert.Equal(plain, SlackText.Unescape(sent, id => id == "U01MAYA" ? "maya" : null));

    [Fact]
    public void Text_that_is_escaped_and_sent_back_means_the_same() => Prop.ForAll(Hostile.Text.ToArbitrary(), text =>
        SlackText.Unescape(SlackText.Escape(text)) == Normal(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_is_cut_within_its_limit_and_never_inside_an_entity() => Prop.ForAll(
        Hostile.Text.ToArbitrary(), Gen.Choose(3, 400).ToArbitrary(), (text, longest) =>
        {
            var cut = SlackCut.Mrkdwn(text, longest);
            return cut.Length <= longest && SlackStrictness.Message(cut.Length == 0 ? "…" : cut, null).Count == 0
                && SlackCut.Plain(text, longest).Length <= longest && SlackCut.Escaped(text, longest).Length <= longest;
        }).QuickCheckThrowOnFailure();

    /// <summary>Hidden characters shown, and every look-alike and typographic sign the plain one.</summary>
    private static string Normal(string text) =>
        "∗*ˍ_∼~ˋ`‹<›>＠@∶:\u2018'\u2019'\u201c\"\u201d\"\u2013-\u2014-\u00a0 ".Chunk(2).Aggregate(Shown.Text(text), (t, pair) => t.Replace(pair[0], pair[1]));
}
