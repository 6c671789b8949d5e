using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>The Bot Framework's login and the whole bot in Teams, anew for each test.</summary>
public abstract class WithTeamsBot : IAsyncLifetime
{
    private protected readonly string folder = Directory.CreateTempSubdirectory("teams-bot-").FullName;
    private protected BotFramework login = null!;
    private protected TeamsBot bot = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        login = await BotFramework.Start(Cancel);
        bot = await TeamsBot.Start(login, folder, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await bot.DisposeAsync();
        await login.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
