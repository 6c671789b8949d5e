using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Acceptance.Demo;
using IncidentBot.Alarms.Sns;
using IncidentBot.Cli;
using IncidentBot.Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Acceptance.Slack;

/// <summary>The whole bot as a Slack app, the simulated service of the demo that really loses its primary, and local-slack between bot and people.</summary>
internal sealed class SlackStage : IAsyncDisposable
{
    private readonly TestFolder folder = new();
    private readonly List<IAsyncDisposable> started = [];
    private HttpClient http = null!;
    private RehearsalAuthority authority = null!;
    private DemoStage events = null!;
    private SimulatedService world = null!;

    internal WebApplication Bot { get; private set; } = null!;

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

    internal Task<SlackRoomView> Room(string prefix) =>
        SlackRoomView.Named(Slack, Window, name => name.StartsWith(prefix, StringComparison.Ordinal) && !name.EndsWith("-stakeholders", StringComparison.Ordinal), Cancel);

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

    private static bool Is(JsonObject entry, string direction) => (string?)entry["direction"] == direction;

    private async Task Set(string mode)
    {
        world = Started(await SimulatedService.Start(new SimulatedServiceOptions { Directory = Path.Combine(folder.Path, "world") }, Cancel));
        var port = FreePort.Pick(1)[0];
        var address = new Uri($"http://127.0.0.1:{port}/");
        Slack = Started(await LocalSlack.Start(folder.Path, mode == "socket" ? null : new Uri(address, "slack/events"), Cancel));
        Window = Started(await SlackWindow.Open(Slack.Address, Cancel));
        authority = new RehearsalAuthority(TimeProvider.System);
        http = new HttpClient { BaseAddress = address };
        Bot = Started(BotHost.Build(Settings.Shipped, builder =>
        {
            builder.Configuration.AddInMemoryCollection(DemoCast.Configuration(Path.Combine(folder.Path, "data"), port, world)).AddInMemoryCollection(InSlack(mode));
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(authority.Certificates);
        }));
        await Bot.StartAsync(Cancel);
        events = new DemoStage(world, http, authority, breakTarget: false);
        if (mode == "socket")
        {
            await Wait.For(async () => (await Slack.Log(Cancel)).FirstOrDefault(e => (string?)e["summary"] == "apps.connections.open"), () => "No socket was opened.", Cancel);
        }
    }

    private Dictionary<string, string?> InSlack(string mode)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Chat:Local:Enabled"] = "false",
            ["People:RefreshEvery"] = "5s",
            ["Chat:Slack:Enabled"] = "true",
            ["Chat:Slack:Mode"] = mode,
            ["Chat:Slack:BotToken"] = "xoxb-test",
            ["Chat:Slack:AppToken"] = "xapp-test",
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
