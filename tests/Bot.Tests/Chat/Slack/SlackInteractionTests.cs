using System.Net;
using System.Text.Json.Nodes;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>Buttons, modals, shortcuts, emoji, edits and Home, through the whole bot.</summary>
public sealed class SlackInteractionTests : WithSlackBot
{
    [Fact]
    public async Task A_button_counts_once_and_the_card_is_edited_in_place()
    {
        var (room, card) = await Declared();
        var answer = Pressable(card);
        var press = StrictDeliveries.Press(room.Id, "U01INES", answer, slack.Views.Trigger());

        for (var again = 0; again < 3; again++)
        {
            Assert.Equal(HttpStatusCode.OK, (await bot.Deliveries.Interaction(press, Cancel, "/slack/events")).Status);
        }

        await SlackBotHost.Until(() => !slack.Look(_ => Card(room, card).Buttons.Any(b => (string)b["value"]! == (string)answer["value"]!)), Cancel);
        await bot.Deliveries.Command(room.Id, "U01INES", "note last", slack.Views.Trigger(), Cancel);
        await SlackBotHost.Until(() => slack.Look(_ => room.Messages.Any(m => m.Text.Contains("noted it", StringComparison.Ordinal))), Cancel);
        Assert.Single((await bot.Events("INC-1", Cancel)).OfType<IncidentEvent.QuestionAnswered>(), q => q.By.Person == "ines");
        Assert.DoesNotContain(slack.Look(_ => room.Messages.ToList()), m => m.Text.Contains("earlier state", StringComparison.Ordinal));
        Assert.Single(slack.Look(_ => room.Messages.Where(m => m.Blocks is not null && room.Pins.Contains(m.Ts)).ToList()));
    }

    [Fact]
    public async Task A_stale_button_is_answered_to_its_presser_alone()
    {
        var (room, card) = await Declared();
        var button = Pressable(card).DeepClone().AsObject();
        button["value"] = "no-such-button";

        await bot.Deliveries.Interaction(StrictDeliveries.Press(room.Id, "U01INES", button, slack.Views.Trigger()), Cancel);

        await SlackBotHost.Until(() => slack.Look(_ => room.Messages.Any(m => m.OnlyTo == "U01INES" && m.Text.Contains("earlier state of the card", StringComparison.Ordinal))), Cancel);
    }

    [Fact]
    public async Task A_form_opens_within_its_trigger_is_filled_and_its_fields_become_the_command()
    {
        var (room, card) = await Declared();
        var freeze = await SlackBotHost.Until(() => slack.Look(_ => Card(room, card).Buttons.FirstOrDefault(b => Label(b).Contains("Freeze", StringComparison.Ordinal))), Cancel);

        await bot.Deliveries.Interaction(StrictDeliveries.Press(room.Id, "U01INES", freeze, slack.Views.Trigger()), Cancel);
        var form = await SlackBotHost.Until(() => slack.Views.Open.Values.FirstOrDefault(v => v["submit"] is not null), Cancel);
        var (status, errors) = await bot.Deliveries.Interaction(StrictDeliveries.Submission("U01INES", form, slack.Views.Trigger(), ("reason", " ")), Cancel);
        var (_, closed) = await bot.Deliveries.Interaction(StrictDeliveries.Submission("U01INES", form, slack.Views.Trigger(), ("reason", "the loss grows")), Cancel);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("errors", (string?)JsonNode.Parse(errors)!["response_action"]);
        Assert.Equal("", closed);
        await SlackBotHost.Until(() => slack.Look(_ => room.Messages.Any(m => m.Text.Contains("ordered a freeze", StringComparison.Ordinal))), Cancel);
        Assert.Equal("the loss grows", Assert.Single((await bot.Events("INC-1", Cancel)).OfType<IncidentEvent.FreezeOrdered>()).Reason);
    }

    [Fact]
    public async Task A_trigger_serves_once()
    {
        var (room, card) = await Declared();
        var freeze = await SlackBotHost.Until(() => slack.Look(_ => Card(room, card).Buttons.FirstOrDefault(b => Label(b).Contains("Freeze", StringComparison.Ordinal))), Cancel);
        var press = StrictDeliveries.Press(room.Id, "U01INES", freeze, slack.Views.Trigger());

        await bot.Deliveries.Interaction(press, Cancel);
        await bot.Deliveries.Interaction(press, Cancel);

        await SlackBotHost.Until(() => slack.Views.Open.Values.Any(v => v["submit"] is not null), Cancel);
        Assert.Single(slack.Views.Open);
    }

    [Fact]
    public async Task Declare_without_words_asks_for_them_and_the_form_declares()
    {
        var hall = await SlackBotHost.Until(() => slack.Look(c => c.All.FirstOrDefault(x => x.Name == "incidents")), Cancel);
        await bot.Deliveries.Command(hall.Id, "U01INES", "declare", slack.Views.Trigger(), Cancel);
        var form = await SlackBotHost.Until(() => slack.Views.Open.Values.FirstOrDefault(v => v["submit"] is not null), Cancel);

        await bot.Deliveries.Interaction(StrictDeliveries.Submission("U01INES", form, slack.Views.Trigger(), ("severity", "sev1"), ("service", "checkout"), ("summary", "checkout fails")), Cancel);

        await SlackBotHost.Until(() => slack.Look(c => c.All.Any(x => x.Name.StartsWith("inc-1-checkout", StringComparison.Ordinal))), Cancel);
    }

    [Fact]
    public async Task An_emoji_keeps_a_message_and_its_edits_and_deletion_follow()
    {
        var (room, _) = await Declared();
        var ts = slack.Look(c => c.Say(room.Id, "U01DANA", "replica lag is 40 s &amp; growing"));
        var other = slack.Look(c => c.Say(room.Id, "U01DANA", "lunch?"));
        var reaction = new JsonObject
        {
            ["type"] = "reaction_added",
            ["user"] = "U01INES",
            ["reaction"] = "pushpin",
            ["event_ts"] = "1700000000.1",
            ["item"] = new JsonObject { ["type"] = "message", ["channel"] = room.Id, ["ts"] = ts },
        };
        await bot.Deliveries.Event(reaction, Cancel);
        await bot.Deliveries.Event(Changed(room.Id, other, "dinner?", "1700000000.2"), Cancel);
        await bot.Deliveries.Event(Changed(room.Id, ts, "replica lag is 90 s", "1700000000.3"), Cancel);
        await bot.Deliveries.Event(new JsonObject { ["type"] = "message", ["subtype"] = "message_deleted", ["channel"] = room.Id, ["deleted_ts"] = ts, ["event_ts"] = "1700000000.4" }, Cancel);

        IReadOnlyList<IncidentEvent> events = [];
        for (var until = DateTimeOffset.UtcNow.AddSeconds(60); DateTimeOffset.UtcNow < until && !events.OfType<IncidentEvent.MessageRemoved>().Any();)
        {
            await Task.Delay(20, Cancel);
            events = await bot.Events("INC-1", Cancel);
        }

        var pinned = Assert.Single(events.OfType<IncidentEvent.MessagePinned>());
        Assert.Equal(("dana", "replica lag is 40 s & growing", "ines"), (pinned.Author, pinned.Text, pinned.By.Person));
        Assert.Contains($"/archives/{room.Id}/p", pinned.Link, StringComparison.Ordinal);
        var revised = Assert.Single(events.OfType<IncidentEvent.MessageRevised>());
        Assert.Equal(("dana", "replica lag is 90 s", "ines", pinned.SaidAt), (revised.Author, revised.Text, revised.CapturedBy, revised.SaidAt));
        Assert.Single(events.OfType<IncidentEvent.MessageRemoved>());
    }

    [Fact]
    public async Task Home_shows_what_waits_for_whoever_opens_it()
    {
        await Declared();

        await bot.Deliveries.Event(new JsonObject { ["type"] = "app_home_opened", ["user"] = "U01INES", ["tab"] = "home", ["channel"] = "D1", ["event_ts"] = "1.1" }, Cancel);

        await SlackBotHost.Until(() => slack.Views.Home.ContainsKey("U01INES"), Cancel);
        Assert.Contains("INC-1", slack.Views.Home["U01INES"].ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_is_answered_and_may_not_declare()
    {
        slack.Look(c =>
        {
            c.AddUser("U01STRANGER", "sam");
            return 0;
        });
        var hall = await SlackBotHost.Until(() => slack.Look(c => c.All.FirstOrDefault(x => x.Name == "incidents")), Cancel);

        await bot.Deliveries.Command(hall.Id, "U01STRANGER", "declare sev1 checkout", slack.Views.Trigger(), Cancel);

        // They are not in the channel: the answer comes as a direct message.
        await SlackBotHost.Until(() => slack.Look(c => c.All.Any(x => x.Id == "DU01STRANGER" && x.Messages.Any(m => m.Text.Contains("cannot declare", StringComparison.Ordinal)))), Cancel);
    }

    private async Task<(StrictChannel Room, StrictMessage Card)> Declared()
    {
        var (room, card) = await bot.Declare(slack, "sev1 checkout is failing", Cancel);
        slack.Look(_ => room.Members.Add("U01INES"));
        await SlackBotHost.Until(() => slack.Look(_ => Card(room, card).Buttons.Any(b => Label(b).Contains("Freeze", StringComparison.Ordinal))), Cancel);
        return (room, slack.Look(_ => Card(room, card)));
    }

    private static StrictMessage Card(StrictChannel room, StrictMessage card) => room.Messages.Single(m => m.Ts == card.Ts);

    /// <summary>A button without a form: an answer to the open question.</summary>
    private static JsonObject Pressable(StrictMessage card) => card.Buttons.First(b => ((string)b["action_id"]!).StartsWith("press/", StringComparison.Ordinal) && b["confirm"] is null);

    private static string Label(JsonObject button) => (string)button["text"]!["text"]!;

    private static JsonObject Changed(string channel, string ts, string text, string at) => new()
    {
        ["type"] = "message",
        ["subtype"] = "message_changed",
        ["channel"] = channel,
        ["event_ts"] = at,
        ["message"] = new JsonObject { ["ts"] = ts, ["user"] = "U01DANA", ["text"] = text, ["edited"] = new JsonObject { ["user"] = "U01DANA" } },
    };
}
