using System.Text.Json.Nodes;
using IncidentBot.Acceptance.Chats;
using Xunit;

namespace IncidentBot.Acceptance.Slack;

/// <summary>The whole bot as a Slack app, and local-slack between bot and people.</summary>
internal sealed class SlackStage : IAsyncDisposable
{
    internal WholeBot Bot { get; } = new();

    internal LocalSlack Slack { get; private set; } = null!;

    internal SlackWindow Window { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task<SlackStage> Start(string mode)
    {
        var stage = new SlackStage();
        try
        {
            await stage.Set(mode);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    internal Task<SlackRoomView> Room(string prefix) => SlackRoomView.Of(Slack, Window, prefix, Cancel);

    /// <summary>Every delivery of Slack was answered 200, or acknowledged on its socket.</summary>
    internal async Task EveryDeliveryWasAnswered()
    {
        string[] kinds = ["events_api", "slash_commands", "interactive"];
        var log = await Slack.Log(Cancel);
        var sent = log.Where(e => Is(e, "to_bot") && kinds.Contains((string?)e["kind"])).ToList();
        var answers = log.Where(e => Is(e, "from_bot") && kinds.Contains((string?)e["kind"]) || (string?)e["kind"] == "ack").Select(e => (string)e["summary"]!).ToList();
        Assert.NotEmpty(sent);
        Assert.Equal(sent.Count, answers.Count);
        Assert.All(answers, a => Assert.True(a == "HTTP 200" || a.StartsWith("ack ", StringComparison.Ordinal), a));
        Assert.DoesNotContain(log, e => Is(e, "internal") && ((string)e["summary"]!).Contains("failed", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => Bot.DisposeAsync();

    private static bool Is(JsonObject entry, string direction) => (string?)entry["direction"] == direction;

    private async Task Set(string mode)
    {
        Slack = Bot.With(await LocalSlack.Start(Bot.Folder, mode == "socket" ? null : new Uri(Bot.Address, "slack/events"), Cancel));
        Window = Bot.With(await SlackWindow.Open(Slack.Address, Cancel));
        await Bot.Start(Slack.Configuration(mode));
        if (mode == "socket")
        {
            await Wait.For(async () => (await Slack.Log(Cancel)).FirstOrDefault(e => (string?)e["summary"] == "apps.connections.open"), () => "No socket was opened.", Cancel);
        }
    }
}
