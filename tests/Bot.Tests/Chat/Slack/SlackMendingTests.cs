using IncidentBot.Chat;
using IncidentBot.Workflow.Incidents;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>What Slack refuses in a room is shown in the room and on the card, and is mended once the scope is there.</summary>
public sealed class SlackMendingTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("slack-mend-").FullName;
    private StrictSlack slack = null!;
    private SlackBotHost bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => slack = await SlackRig.Slack(Cancel);

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        await slack.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_scope_that_is_added_later_mends_the_room_and_the_card_says_nothing_of_it_any_more()
    {
        slack.Scopes.ExceptWith(["pins:write", "bookmarks:write"]);
        var room = await Declared();
        await Said(room, "Degraded: could not pin the card (missing_scope). Add the scope pins:write to the app and install it again.");
        await Said(room, "Degraded: could not bookmark the card (missing_scope). Add the scope bookmarks:write to the app and install it again.");
        await SlackBotHost.Until(() => Card(room).Contains("Degraded in slack: could not bookmark the card", StringComparison.Ordinal), Cancel);

        slack.Look(_ => slack.Scopes.Add("pins:write"));
        await bot.DisposeAsync();
        bot = await SlackBotHost.Start(slack, folder, Cancel);
        await Said(room, "Mended: pin the card. Still: could not bookmark the card (missing_scope).");
        Assert.Single(slack.Look(_ => room.Pins));

        slack.Look(_ => slack.Scopes.Add("bookmarks:write"));
        await Again();
        await Said(room, "Mended: bookmark the card. Nothing is refused in the rooms any more.");
        await SlackBotHost.Until(() => !Card(room).Contains("Degraded", StringComparison.Ordinal), Cancel);
        Assert.Single(slack.Look(_ => room.Bookmarks));
        Assert.Equal(2, slack.Look(_ => room.Messages.Count(m => m.Text.StartsWith("Degraded: could not", StringComparison.Ordinal) && m.Text.Contains("the card", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task What_stays_refused_is_not_told_again_at_each_try()
    {
        slack.Refused["conversations.setTopic"] = "restricted_action";
        var room = await Declared();
        await Said(room, "Degraded: could not set the topic (restricted_action).");
        var tries = slack.Calls.Count(c => c == "conversations.setTopic");

        await Again();
        await SlackBotHost.Until(() => slack.Calls.Count(c => c == "conversations.setTopic") >= tries + 2, Cancel);
        await bot.Deliveries.Command(room.Id, "U01INES", "note later", slack.Views.Trigger(), Cancel);
        await Said(room, "noted it in the timeline");

        Assert.Single(slack.Look(_ => room.Messages.Where(m => m.Text.StartsWith("Degraded: could not set the topic", StringComparison.Ordinal)).ToList()));
    }

    [Fact]
    public async Task A_channel_that_cannot_be_archived_says_so_in_the_room_and_on_the_card()
    {
        slack.Refused["conversations.archive"] = "restricted_action";
        var room = await Declared();
        slack.Look(_ => room.Members.Add("U01INES"));
        await bot.Deliveries.Command(room.Id, "U01INES", "role take commander", slack.Views.Trigger(), Cancel);
        await bot.Deliveries.Command(room.Id, "U01INES", "false-alarm the probe was wrong", slack.Views.Trigger(), Cancel);

        await Said(room, "Degraded: could not archive the channel (restricted_action). An administrator of the workspace can allow it to the app.");
        await SlackBotHost.Until(() => Card(room).Contains("could not archive the channel", StringComparison.Ordinal), Cancel);
        Assert.Equal(["archive the channel"], (await bot.Events("INC-1", Cancel)).OfType<IncidentEvent.RoomDegraded>().SelectMany(e => e.Parts));
    }

    private async Task<StrictChannel> Declared()
    {
        bot = await SlackBotHost.Start(slack, folder, Cancel);
        var hall = await SlackBotHost.Until(() => slack.Look(c => c.All.FirstOrDefault(x => x.Name == "incidents")), Cancel);
        await bot.Deliveries.Command(hall.Id, "U01INES", "declare sev1 checkout is failing", slack.Views.Trigger(), Cancel);
        return await SlackBotHost.Until(() => slack.Look(c => c.All.FirstOrDefault(x => x.Name.StartsWith("inc-1-", StringComparison.Ordinal) && !x.Name.EndsWith("-stakeholders", StringComparison.Ordinal))), Cancel);
    }

    private Task Again() => bot.Services.GetRequiredService<RoomMending>().Sweep(Cancel);

    private async Task Said(StrictChannel room, string text)
    {
        try
        {
            await SlackBotHost.Until(() => slack.Look(_ => room.Messages.Any(m => m.Blocks is null && m.Text.Contains(text, StringComparison.Ordinal))), Cancel);
        }
        catch (TimeoutException)
        {
            var events = (await bot.Events("INC-1", Cancel)).Where(e => e is IncidentEvent.RoomDegraded or IncidentEvent.RoomMended);
            Assert.Fail($"\"{text}\" was not said. The last of what was:\n{string.Join('\n', slack.Look(_ => room.Messages.Where(m => m.Blocks is null).Select(m => m.Text).TakeLast(8).ToList()))}\n{string.Join('\n', events)}\n{string.Join(' ', slack.Calls.TakeLast(12))}");
        }
    }

    private string Card(StrictChannel room) => slack.Look(_ => room.Messages.FirstOrDefault(m => m.Blocks is not null)?.Shown ?? "");
}
