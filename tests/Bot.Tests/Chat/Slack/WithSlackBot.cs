using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>A strict Slack and the whole bot in it, anew for each test.</summary>
public abstract class WithSlackBot : IAsyncLifetime
{
    private protected readonly string folder = Directory.CreateTempSubdirectory("slack-bot-").FullName;
    private protected StrictSlack slack = null!;
    private protected SlackBotHost bot = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        slack = await SlackRig.Slack(Cancel);
        bot = await SlackBotHost.Start(slack, folder, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        slack.Release();
        await bot.DisposeAsync();
        await slack.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
