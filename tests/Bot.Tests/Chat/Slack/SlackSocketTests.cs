using System.Text.Json.Nodes;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>Socket Mode: nothing is lost and nothing counts twice while sockets come and go.</summary>
public sealed class SlackSocketTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("slack-socket-").FullName;
    private StrictSlack slack = null!;
    private SlackBotHost bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        slack = await SlackRig.Slack(Cancel);
        bot = await SlackBotHost.Start(slack, folder, Cancel, "socket");
        await SlackBotHost.Until(() => slack.Sockets.Count == 2, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        await slack.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Envelopes_on_any_socket_through_every_disconnect_are_taken_once_and_in_order()
    {
        var room = await Declared();
        await Note(room, "one");
        foreach (var reason in (string[])["warning", "refresh_requested"])
        {
            var old = slack.Sockets.Numbers.Last();
            var opened = slack.Sockets.Opened;
            await slack.Sockets.Disconnect(old, reason);
            await SlackBotHost.Until(() => slack.Sockets.Opened > opened && slack.Sockets.Count >= 2, Cancel);

            // The old socket still brings what was under way.
            await Note(room, $"on the old socket after {reason}", old);
            await Note(room, $"after {reason}");
        }

        var cut = slack.Sockets.Numbers.Last();
        slack.Sockets.Cut(cut);
        await Note(room, "beside the cut");

        await Notes(["one", "on the old socket after warning", "after warning", "on the old socket after refresh_requested", "after refresh_requested", "beside the cut"]);
        await SlackBotHost.Until(() => slack.Sockets.Numbers.Count(n => n != cut) >= 2, Cancel);
    }

    [Fact]
    public async Task The_same_envelope_on_both_sockets_counts_once()
    {
        var room = await Declared();
        var (command, envelope) = (Command(room, "note twice"), Guid.NewGuid().ToString("D"));
        foreach (var number in slack.Sockets.Numbers)
        {
            Assert.NotNull(await slack.Sockets.Deliver("slash_commands", command, Cancel, number, envelope));
        }

        await Note(room, "last");
        await Notes(["twice", "last"]);
    }

    [Fact]
    public async Task Another_workspaces_envelope_is_acknowledged_and_not_taken()
    {
        var room = await Declared();
        var command = Command(room, "note foreign");
        command["team_id"] = "T99OTHER";
        Assert.NotNull(await slack.Sockets.Deliver("slash_commands", command, Cancel));

        await Note(room, "ours");
        await Notes(["ours"]);
    }

    [Fact]
    public async Task Socket_Mode_that_is_switched_off_is_not_knocked_at_again()
    {
        slack.Sockets.Disabled = true;
        var opened = slack.Sockets.Opened;
        foreach (var number in slack.Sockets.Numbers)
        {
            await slack.Sockets.Disconnect(number, "link_disabled");
        }

        await SlackBotHost.Until(() => slack.Sockets.Count == 0, Cancel);
        Assert.Equal((opened, 2), (slack.Sockets.Opened, slack.Calls.Count(c => c == "apps.connections.open")));
    }

    private async Task<StrictChannel> Declared()
    {
        var hall = await SlackBotHost.Until(() => slack.Look(c => c.All.FirstOrDefault(x => x.Name == "incidents")), Cancel);
        Assert.NotNull(await slack.Sockets.Deliver("slash_commands", Command(hall, "declare sev1 checkout is failing"), Cancel));
        return await SlackBotHost.Until(() => slack.Look(c => c.All.FirstOrDefault(x => x.Name.StartsWith("inc-1-", StringComparison.Ordinal) && x.Messages.Any(m => m.Text.Contains("is open", StringComparison.Ordinal)))), Cancel);
    }

    private async Task Note(StrictChannel room, string text, int? number = null) =>
        Assert.NotNull(await slack.Sockets.Deliver("slash_commands", Command(room, "note " + text), Cancel, number));

    private async Task Notes(string[] expected)
    {
        await SlackBotHost.Until(() => bot.Events("INC-1", Cancel).GetAwaiter().GetResult().OfType<IncidentEvent.NoteTaken>().Count() >= expected.Length, Cancel);
        Assert.Equal(expected, (await bot.Events("INC-1", Cancel)).OfType<IncidentEvent.NoteTaken>().Select(n => n.Text));
    }

    private JsonObject Command(StrictChannel room, string text) => new()
    {
        ["command"] = "/incident",
        ["text"] = text,
        ["team_id"] = StrictSlack.Team,
        ["api_app_id"] = StrictSlack.App,
        ["channel_id"] = room.Id,
        ["user_id"] = "U01INES",
        ["trigger_id"] = slack.Views.Trigger(),
    };
}
