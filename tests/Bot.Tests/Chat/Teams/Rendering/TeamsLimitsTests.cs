using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Bot.Tests.Chat.Slack.Rendering;
using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Chat;
using IncidentBot.Chat.Teams.Rendering;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams.Rendering;

/// <summary>Whatever the card and whatever the text: Teams takes it, nothing in it commands Teams, and every button can be pressed or is said to be missing.</summary>
public sealed class TeamsLimitsTests
{
    private static readonly TeamsRenderer Renderer = new(Cast.Roster);
    private static readonly string[] Many = [.. Enumerable.Range(0, 90).Select(n => $"29:{n}")];

    [Fact]
    public void Every_card_is_within_the_limits_of_Teams_and_keeps_its_buttons_or_says_so() => Prop.ForAll(Hostile.Card.ToArbitrary(), TeamsHostile.Text.ToArbitrary(), (card, news) =>
    {
        foreach (var audience in new[] { TeamsAudience.Everybody, TeamsAudience.Everybody with { Viewers = Many }, TeamsAudience.Everybody with { Room = "19:x@thread.tacv2;messageid=1" } })
        {
            var rendered = TeamsMessage.Of(new ChatPost("state", news, card), audience);
            var faults = TeamsStrictness.Card(rendered.Card!);
            Assert.True(faults.Count == 0, string.Join('\n', faults));
            var shown = Buttons(rendered.Card!).Count;
            Assert.True(shown >= card.Buttons.Count || TeamsReading.Words(rendered.Card).Contains($"{card.Buttons.Count - shown} more buttons are not shown", StringComparison.Ordinal),
                "a button is missing and nothing says so");
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_post_is_within_the_limits_of_Teams() => Prop.ForAll(TeamsHostile.Text.ToArbitrary(), Gen.Elements("decision", "update", "answer").ToArbitrary(), (text, kind) =>
    {
        var rendered = TeamsMessage.Of(new ChatPost(kind, text));
        var faults = TeamsStrictness.Text(rendered.Text!);
        Assert.True(faults.Count == 0 || string.IsNullOrWhiteSpace(text), string.Join('\n', faults));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_form_is_within_the_limits_of_Teams_also_with_what_was_typed() => Prop.ForAll(Hostile.Form.ToArbitrary(), TeamsHostile.Text.ToArbitrary(), (form, text) =>
    {
        var button = new CardButton("b1", "x", CardButtonStyle.Danger, false, null, form);
        var typed = form.Fields.ToDictionary(f => f.Name, _ => text);
        foreach (var card in new[]
        {
            Renderer.Card(TeamsForm.Post(button, "INC-1", "DRILL", SlackStory.Start), "room", "maya"),
            Renderer.Form(form, "b1", "room", form.Fields.ToDictionary(f => f.Name, f => text + f.Label), typed),
            Renderer.Notice(text, text),
        })
        {
            var faults = TeamsStrictness.Card(card);
            Assert.True(faults.Count == 0, string.Join('\n', faults));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_notice_of_a_thousand_lines_is_cut_and_says_so()
    {
        var card = Renderer.Notice("Sent", string.Join('\n', Enumerable.Repeat("a", 1_000)));
        Assert.Empty(TeamsStrictness.Card(card));
        Assert.EndsWith("…", TeamsReading.Words(card), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_part_of_the_card_gives_way_and_says_so()
    {
        var lines = Enumerable.Range(1, 80).Select(n => new CardLine(CardTone.Plain, "·", $"line {n} {new string('y', 400)}")).ToList();
        var card = TeamsCard.Of(new Card("INC-1", "t", CardTone.Plain, "", SlackStory.Start, [new("Verdict", [lines[0]]), new("Long", lines)], []), "", TeamsAudience.Everybody);

        Assert.Matches("line 1 y+\nLong\nline 1 |line 1 y+\nLong\n· line 1 ", TeamsReading.Words(card));
        Assert.Matches("… [0-9]+ more lines are not shown here: export has all.$", TeamsReading.Words(card));
    }

    [Fact]
    public void A_long_post_says_that_it_is_shortened_and_where_the_whole_is()
    {
        var help = TeamsMessage.Of(new ChatPost("answer", string.Join('\n', Grammar.Verbs.Select(v => $"`{v.Usage}` {v.What}"))));
        Assert.Equal(Grammar.Verbs.Count, help.Text!.Split('\n').Length);

        var endless = TeamsMessage.Of(new ChatPost("answer", string.Join('\n', Enumerable.Repeat("ten words of which no two say anything new at all", 1000))));
        Assert.EndsWith("shortened here: `export` keeps the whole …", endless.Text!, StringComparison.Ordinal);
    }

    private static List<JsonNode> Buttons(JsonObject card) =>
        [.. TeamsStrictness.All(card["body"]).Where(e => (string?)e["type"] == "ActionSet").SelectMany(e => (JsonArray)e["actions"]!).Select(a => a!)];
}
