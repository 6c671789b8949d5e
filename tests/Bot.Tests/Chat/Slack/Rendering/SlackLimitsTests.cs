using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Chat;
using IncidentBot.Chat.Slack.Rendering;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack.Rendering;

/// <summary>Whatever the card and whatever the text: Slack takes it, nothing in it commands Slack, and every button can be pressed.</summary>
public sealed class SlackLimitsTests
{
    [Fact]
    public void Every_card_is_within_Slacks_limits_and_keeps_every_button() => Prop.ForAll(Hostile.Card.ToArbitrary(), Hostile.Text.ToArbitrary(), (card, news) =>
    {
        var message = SlackMessage.Of(new ChatPost("state", news, card));
        var faults = SlackStrictness.Message(message.Text, message.Blocks);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(card.Buttons.OrderByDescending(b => b.Hint).Select(b => (b.Id, b.Form is not null)), Buttons(message.Blocks!).Select(b =>
            (SlackActions.ButtonOf(b["action_id"]!.GetValue<string>(), b["value"]!.GetValue<string>())!, SlackActions.OpensForm(b["action_id"]!.GetValue<string>()))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_post_is_within_Slacks_limits() => Prop.ForAll(Hostile.Text.ToArbitrary(), Gen.Elements("decision", "update", "answer").ToArbitrary(), (text, kind) =>
    {
        var message = SlackMessage.Of(new ChatPost(kind, text));
        var faults = SlackStrictness.Message(message.Text, message.Blocks);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_form_is_within_Slacks_limits() => Prop.ForAll(Hostile.Form.ToArbitrary(), Hostile.Text.ToArbitrary(), (form, text) =>
    {
        var faults = SlackStrictness.View(SlackModal.Of(form, "card", "{}", "DRILL")).Concat(SlackStrictness.View(SlackModal.Skeleton(text, "card", "{}")))
            .Concat(SlackStrictness.View(SlackModal.Notice(text, text, "card", "{}"))).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_Home_is_within_Slacks_limits() => Prop.ForAll(Hostile.Text.ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (text, many) =>
    {
        var incident = new HomeIncident(text, true, "sev1", text, text, "declared", "idle", [text], text.Length % 2 == 0 ? "C0123" : text, text);
        var approval = new HomeApproval(text, false, text, text, text, text, text, SlackStory.Start, null, text);
        var plan = new HomePlan(text, text, text, text, TimeSpan.FromDays(90), [.. Enumerable.Repeat(new HomeDrill(text, SlackStory.Start, null), many)]);
        var faults = SlackStrictness.View(SlackHome.Of(new SlackHomeModel(text, many % 2 == 0, SlackStory.Start,
            [.. Enumerable.Repeat(approval, many)], [.. Enumerable.Repeat(incident, many)], [.. Enumerable.Repeat(incident, many)], [.. Enumerable.Repeat(plan, many)])));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_post_says_that_it_is_shortened_and_where_the_whole_is()
    {
        var help = SlackMessage.Of(new ChatPost("answer", string.Join('\n', Grammar.Verbs.Select(v => $"`{v.Usage}` {v.What}"))));
        Assert.Equal(Grammar.Verbs.Count, help.Blocks!.Sum(b => b!["text"]!["text"]!.GetValue<string>().Split('\n').Length));

        var endless = SlackMessage.Of(new ChatPost("answer", string.Join('\n', Enumerable.Repeat("ten words of which no two say anything new at all", 1000))));
        Assert.EndsWith("_Shortened here. `export` keeps the whole._", endless.Blocks![^1]!["text"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_part_of_the_card_gives_way_and_says_so()
    {
        var lines = Enumerable.Range(1, 60).Select(n => new CardLine(CardTone.Plain, "·", $"line {n} {new string('y', 300)}")).ToList();
        var blocks = SlackMessage.Of(new ChatPost("state", "x", new Card("INC-1", "t", CardTone.Plain, "", SlackStory.Start, [new("Verdict", [lines[0]]), new("Long", lines)], []))).Blocks!;
        Assert.Contains("line 1 ", blocks[2]!["text"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Matches("… [0-9]+ more lines are not shown here: `export` has all.$", blocks[3]!["text"]!["text"]!.GetValue<string>());
    }

    private static IEnumerable<JsonObject> Buttons(JsonArray blocks) =>
        blocks.Where(b => b!["type"]!.GetValue<string>() == "actions").SelectMany(b => (JsonArray)b!["elements"]!).Select(e => (JsonObject)e!);
}
