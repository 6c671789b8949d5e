using System.Globalization;
using IncidentBot.Acceptance.Demo;
using IncidentBot.Alarms.Sns;
using IncidentBot.Cli;
using IncidentBot.Demo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Acceptance.Chats;

/// <summary>The whole bot in this process, beside the simulated service of the demo that really loses its primary, and whatever else a stage starts.</summary>
internal sealed class WholeBot : IAsyncDisposable
{
    private readonly TestFolder folder = new();
    private readonly List<IAsyncDisposable> started = [];
    private readonly RehearsalAuthority authority = new(TimeProvider.System);
    private readonly int port = FreePort.Pick(1)[0];
    private HttpClient? http;
    private DemoStage events = null!;
    private SimulatedService world = null!;

    internal Uri Address => new($"http://127.0.0.1:{port}/");

    /// <summary>For what others write.</summary>
    internal string Folder => folder.Path;

    internal IServiceProvider Services { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Takes over what was started for the bot: it ends after the bot, and before what was started earlier.</summary>
    internal T With<T>(T part)
        where T : IAsyncDisposable
    {
        started.Add(part);
        return part;
    }

    /// <summary>Starts the service, and then the bot with the demo's people and with the chats that the settings switch on.</summary>
    internal async Task Start(IReadOnlyDictionary<string, string?> chats)
    {
        world = With(await SimulatedService.Start(new SimulatedServiceOptions { Directory = Path.Combine(Folder, "world") }, Cancel));
        var bot = With(BotHost.Build(Settings.Shipped, builder =>
        {
            builder.Configuration.AddInMemoryCollection(DemoCast.Configuration(Path.Combine(Folder, "data"), port, world))
                .AddInMemoryCollection([new("Chat:Local:Enabled", "false")]).AddInMemoryCollection(chats);
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(authority.Certificates);
        }));
        Services = bot.Services;
        await bot.StartAsync(Cancel);
        http = new HttpClient { BaseAddress = Address };
        events = new DemoStage(world, http, authority, breakTarget: false);
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

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(started))
        {
            await part.DisposeAsync();
        }

        http?.Dispose();
        authority.Dispose();
        folder.Dispose();
    }
}
