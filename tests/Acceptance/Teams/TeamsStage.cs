using IncidentBot.Acceptance.Chats;
using IncidentBot.Acceptance.Slack;
using Xunit;

namespace IncidentBot.Acceptance.Teams;

/// <summary>The whole bot as a Teams app, and as a Slack app too where that is wanted.</summary>
internal sealed class TeamsStage : IAsyncDisposable
{
    internal WholeBot Bot { get; } = new();

    internal Playground Teams { get; private set; } = null!;

    /// <summary>Null where the bot is in Teams alone.</summary>
    internal LocalSlack? Slack { get; private set; }

    internal SlackWindow? Window { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task<TeamsStage> Start(bool slack = false)
    {
        var stage = new TeamsStage();
        try
        {
            await stage.Set(slack);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    internal Task<TeamsRoomView> Room() => TeamsRoomView.Named(Teams, "inc-1-", Cancel);

    internal Task<SlackRoomView> SlackRoom() => SlackRoomView.Of(Slack!, Window!, "inc-1-", Cancel);

    public ValueTask DisposeAsync() => Bot.DisposeAsync();

    private async Task Set(bool slack)
    {
        Teams = Bot.With(await Playground.Start(Bot.Folder, new Uri(Bot.Address, "api/messages"), Cancel));
        var chats = Teams.Configuration();
        if (slack)
        {
            Slack = Bot.With(await LocalSlack.Start(Bot.Folder, new Uri(Bot.Address, "slack/events"), Cancel));
            Window = Bot.With(await SlackWindow.Open(Slack.Address, Cancel));
            chats = new(chats.Concat(Slack.Configuration("http")));
        }

        await Bot.Start(chats);
    }
}
