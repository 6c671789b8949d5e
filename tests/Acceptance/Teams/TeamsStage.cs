using System.Globalization;
using IncidentBot.Acceptance.Demo;
using IncidentBot.Acceptance.Slack;
using IncidentBot.Alarms.Sns;
using IncidentBot.Cli;
using IncidentBot.Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Acceptance.Teams;

/// <summary>The whole bot as a Teams app, and as a Slack app too where that is wanted, with the simulated service that really loses its primary.</summary>
internal sealed class TeamsStage : IAsyncDisposable
{
    private readonly TestFolder folder = new();
    private readonly List<IAsyncDisposable> started = [];
    private HttpClient http = null!;
    private RehearsalAuthority authority = null!;
    private DemoStage events = null!;
    private SimulatedService world = null!;

    internal WebApplication Bot { get; private set; } = null!;

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

    /// <summary>Traffic runs, the primary is lost, and the signed alarm about it comes in.</summary>
    internal async Task Lose()
    {
        await events.WarmUp(8, Cancel);
        await events.Lose(Cancel);
    }

    /// <summary>The primary is lost, and no alarm tells of it.</summary>
    internal async Task LoseUnnoticed()
    {
        await events.WarmUp(8, Cancel);
        world.KillPrimary();
    }

    /// <summary>What was really lost, as the command that closes the books says it.</summary>
    internal (string Lost, string Seconds) Lost()
    {
        var lost = world.CountLoss();
        return (lost.Lost.ToString(CultureInfo.InvariantCulture), (Math.Ceiling(lost.Window.TotalSeconds * 10) / 10).ToString(CultureInfo.InvariantCulture));
    }

    internal Task<TeamsRoomView> Room() => TeamsRoomView.Named(Teams, "inc-1-", Cancel);

    internal Task<SlackRoomView> SlackRoom() =>
        SlackRoomView.Named(Slack!, Window!, name => name.StartsWith("inc-1-", StringComparison.Ordinal) && !name.EndsWith("-stakeholders", StringComparison.Ordinal), Cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(started))
        {
            await part.DisposeAsync();
        }

        http?.Dispose();
        authority?.Dispose();
        folder.Dispose();
    }

    private async Task Set(bool slack)
    {
        world = Started(await SimulatedService.Start(new SimulatedServiceOptions { Directory = Path.Combine(folder.Path, "world") }, Cancel));
        var port = FreePort.Pick(1)[0];
        var address = new Uri($"http://127.0.0.1:{port}/");
        Teams = Started(await Playground.Start(folder.Path, new Uri(address, "api/messages"), Cancel));
        if (slack)
        {
            Slack = Started(await LocalSlack.Start(folder.Path, new Uri(address, "slack/events"), Cancel));
            Window = Started(await SlackWindow.Open(Slack.Address, Cancel));
        }

        authority = new RehearsalAuthority(TimeProvider.System);
        http = new HttpClient { BaseAddress = address };
        Bot = Started(BotHost.Build(Settings.Shipped, builder =>
        {
            builder.Configuration.AddInMemoryCollection(DemoCast.Configuration(Path.Combine(folder.Path, "data"), port, world)).AddInMemoryCollection(InTeams()).AddInMemoryCollection(InSlack());
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(authority.Certificates);
        }));
        await Bot.StartAsync(Cancel);
        events = new DemoStage(world, http, authority, breakTarget: false);
    }

    private Dictionary<string, string?> InTeams()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Chat:Local:Enabled"] = "false",
            ["Chat:Teams:Enabled"] = "true",
            ["Chat:Teams:Development"] = "true",
            ["Chat:Teams:AppId"] = Playground.Bot,
            ["Chat:Teams:TenantId"] = Playground.Tenant,
            ["Chat:Teams:IncidentsTeam"] = Playground.Team,
            ["Chat:Teams:IncidentsChannel"] = Playground.Hall,
            ["Chat:Teams:ServiceUrl"] = Teams.Service.ToString(),
        };
        foreach (var (index, person) in DemoCast.People.Index())
        {
            settings[$"People:List:{index}:Accounts:teams"] = $"{Playground.Tenant}/{Playground.UserOf(person.Id)}";
        }

        return settings;
    }

    private Dictionary<string, string?> InSlack()
    {
        if (Slack is null)
        {
            return [];
        }

        var settings = new Dictionary<string, string?>
        {
            ["Chat:Slack:Enabled"] = "true",
            ["Chat:Slack:Mode"] = "http",
            ["Chat:Slack:BotToken"] = "xoxb-test",
            ["Chat:Slack:SigningSecret"] = LocalSlack.Secret,
            ["Chat:Slack:TeamId"] = LocalSlack.Team,
            ["Chat:Slack:AppId"] = LocalSlack.App,
            ["Chat:Slack:ApiUrl"] = Slack.Api.ToString(),
        };
        foreach (var (index, person) in DemoCast.People.Index())
        {
            settings[$"People:List:{index}:Accounts:slack"] = $"{LocalSlack.Team}/{LocalSlack.UserOf(person.Id)}";
        }

        return settings;
    }

    private T Started<T>(T part)
        where T : IAsyncDisposable
    {
        started.Add(part);
        return part;
    }
}
