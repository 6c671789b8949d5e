using System.Net;
using System.Text.Json.Nodes;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>The development profile: no token is asked for, and therefore nobody but a program of this machine is let in.</summary>
public sealed class TeamsDevelopmentTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("teams-dev-").FullName;
    private BotFramework login = null!;
    private TeamsBot bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        login = await BotFramework.Start(Cancel);
        bot = await TeamsBot.Start(login, folder, Cancel, ("Chat:Teams:Development", "true"));
    }

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        await login.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task It_takes_activities_without_a_token_and_says_so_aloud()
    {
        Assert.Equal(HttpStatusCode.OK, await Sent(Declaration()));
        Assert.Single((await bot.Until(e => e.OfType<IncidentEvent.Declared>().Any(), Cancel)).OfType<IncidentEvent.Declared>());
        Assert.Contains(bot.Log.Lines, l => l.Contains("DEVELOPMENT IS ON", StringComparison.Ordinal));
        Assert.Equal(0, login.Lookups);
    }

    [Fact]
    public async Task It_refuses_other_connectors_other_tenants_pages_and_other_names_of_this_machine()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await Sent(Declaration().With("serviceUrl", "https://smba.trafficmanager.net/teams/")));
        var foreign = Declaration();
        foreign["channelData"]!["tenant"]!["id"] = "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee";
        Assert.Equal(HttpStatusCode.Forbidden, await Sent(foreign));
        Assert.Equal(HttpStatusCode.Forbidden, await Sent(Declaration(), r => r.Headers.Add("Origin", "https://evil.example.com")));
        Assert.Equal(HttpStatusCode.Forbidden, await Sent(Declaration(), r => r.Headers.Host = "bot.example.com"));
        Assert.Empty(await bot.Events(Cancel));
    }

    private JsonObject Declaration() => bot.Command("ines", $"{TeamsActivities.Incidents};messageid=1", "declare sev1 checkout is failing");

    private async Task<HttpStatusCode> Sent(JsonObject activity, Action<HttpRequestMessage>? also = null)
    {
        using var answer = await bot.Raw(activity.ToJsonString(), null, Cancel, also);
        return answer.StatusCode;
    }
}
