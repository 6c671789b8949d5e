using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>A strict Slack and the adapter for it, anew for each test.</summary>
public abstract class WithSlackRig : IAsyncLifetime
{
    private protected readonly string folder = Directory.CreateTempSubdirectory("slack-rig-").FullName;
    private protected StrictSlack slack = null!;
    private protected SlackRig rig = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        slack = await SlackRig.Slack(Cancel);
        rig = new SlackRig(slack, folder);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        rig.Dispose();
        await slack.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
