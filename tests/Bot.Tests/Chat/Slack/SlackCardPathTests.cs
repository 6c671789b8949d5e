using System.Text.Json.Nodes;
using IncidentBot.Incidents;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>From an accepted alarm to the card that people see: two calls one after the other, whatever else Slack is slow at.</summary>
public sealed class SlackCardPathTests : WithSlackBot
{
    [Fact]
    public async Task The_card_waits_for_its_channel_alone_and_for_no_other_call()
    {
        await SlackBotHost.Until(() => slack.Look(c => c.All.Any(x => x.Name == "incidents")), Cancel);
        slack.Hold((method, arguments) => !IsRoom(method, arguments) && !IsCard(method, arguments));
        slack.Answered.Clear();

        await Alarm();
        var room = await SlackBotHost.Until(() => slack.Look(c => c.All.FirstOrDefault(x => x.Name.StartsWith("inc-1-", StringComparison.Ordinal) && x.Messages.Count > 0)), Cancel);

        Assert.Equal(["conversations.create", "chat.postMessage"], slack.Answered.Take(2));
        Assert.Equal("header", (string?)slack.Look(_ => room.Messages[0].Blocks![0]!["type"]));
        Assert.Empty(slack.Look(_ => room.Topic + room.Purpose + string.Concat(room.Pins)));

        slack.Release();
        await SlackBotHost.Until(() => slack.Look(_ => room.Pins.Count == 1 && room.Topic.Length > 0 && room.Messages.Any(m => m.Blocks is null)), Cancel);
    }

    private static bool IsRoom(string method, JsonObject arguments) =>
        method == "conversations.create" && !((string)arguments["name"]!).EndsWith("-stakeholders", StringComparison.Ordinal);

    private static bool IsCard(string method, JsonObject arguments) => method == "chat.postMessage" && arguments["blocks"] is JsonArray { Count: > 0 } blocks && (string?)blocks[0]!["type"] == "header";

    private Task<DeskAnswer> Alarm()
    {
        var at = DateTimeOffset.UtcNow;
        var alarm = new AlarmTransition("a1", "checkout-5xx", "us-east-1", AlarmState.Ok, AlarmState.Alarm, at, at.AddMinutes(-1), "5xx above 5 %");
        return bot.Services.GetRequiredService<IncidentDesk>().NoteAlarms("checkout", Severity.Sev1, [alarm], false, Actor.Bot("alarm"), [], Cancel);
    }
}
