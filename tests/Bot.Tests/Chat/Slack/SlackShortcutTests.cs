using System.Text.Json.Nodes;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>The three shortcuts: two open the declare form, one keeps a message in the timeline.</summary>
public sealed class SlackShortcutTests : WithSlackBot
{
    [Fact]
    public async Task A_message_is_kept_with_its_author_time_and_link_once_however_often_the_shortcut_comes()
    {
        var (room, _) = await bot.Declare(slack, "sev1 checkout is failing", Cancel);
        slack.Look(_ => room.Members.Add("U01INES"));
        var ts = slack.Look(c => c.Say(room.Id, "U01DANA", "replica lag is &lt;40 s"));
        var chosen = Shortcut("message_action", "pin-to-timeline", room.Id, new JsonObject { ["ts"] = ts, ["user"] = "U01DANA", ["text"] = "replica lag is &lt;40 s" });

        await bot.Deliveries.Interaction(chosen, Cancel);
        await bot.Deliveries.Interaction(chosen, Cancel);
        await SlackBotHost.Until(() => slack.Look(_ => room.Messages.Any(m => m.Text.Contains("noted it in the timeline", StringComparison.Ordinal))), Cancel);
        await bot.Deliveries.Command(room.Id, "U01INES", "note last", slack.Views.Trigger(), Cancel);
        await SlackBotHost.Until(() => bot.Events("INC-1", Cancel).GetAwaiter().GetResult().OfType<IncidentEvent.NoteTaken>().Any(), Cancel);

        var pinned = Assert.Single((await bot.Events("INC-1", Cancel)).OfType<IncidentEvent.MessagePinned>());
        Assert.Equal(("dana", "replica lag is <40 s", "ines"), (pinned.Author, pinned.Text, pinned.By.Person));
        Assert.Contains($"/archives/{room.Id}/p", pinned.Link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_is_declared_from_a_message_with_its_words_as_the_summary()
    {
        var hall = await SlackBotHost.Until(() => slack.Look(c => c.All.FirstOrDefault(x => x.Name == "incidents")), Cancel);
        await bot.Deliveries.Interaction(Shortcut("message_action", "declare-from-message", hall.Id, new JsonObject { ["ts"] = "1.1", ["user"] = "U01DANA", ["text"] = "orders fail" }), Cancel);
        await Declares("orders fail");
    }

    [Fact]
    public async Task An_incident_is_declared_by_the_shortcut_that_is_everywhere()
    {
        await SlackBotHost.Until(() => slack.Look(c => c.All.Any(x => x.Name == "incidents")), Cancel);
        await bot.Deliveries.Interaction(Shortcut("shortcut", "declare", null, null), Cancel);
        await Declares(null);
    }

    private async Task Declares(string? summary)
    {
        var form = await SlackBotHost.Until(() => slack.Views.Open.Values.FirstOrDefault(v => v["submit"] is not null), Cancel);
        Assert.Equal(summary, form["blocks"]!.AsArray().Select(b => b!["element"]).Where(e => (string?)e?["action_id"] == "field/summary").Select(e => (string?)e!["initial_value"]).Single());
        await bot.Deliveries.Interaction(StrictDeliveries.Submission("U01INES", form, slack.Views.Trigger(), ("severity", "sev1"), ("service", "checkout"), ("summary", summary ?? "orders fail")), Cancel);
        await SlackBotHost.Until(() => slack.Look(c => c.All.Any(x => x.Name.StartsWith("inc-1-checkout-orders-fail", StringComparison.Ordinal))), Cancel);
    }

    private JsonObject Shortcut(string type, string callback, string? channel, JsonObject? message)
    {
        var payload = new JsonObject
        {
            ["type"] = type,
            ["callback_id"] = callback,
            ["api_app_id"] = StrictSlack.App,
            ["team"] = new JsonObject { ["id"] = StrictSlack.Team },
            ["user"] = new JsonObject { ["id"] = "U01INES", ["username"] = "ines", ["team_id"] = StrictSlack.Team },
            ["trigger_id"] = slack.Views.Trigger(),
        };
        if (channel is not null)
        {
            payload["channel"] = new JsonObject { ["id"] = channel };
            payload["message"] = message;
        }

        return payload;
    }
}
