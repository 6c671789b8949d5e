using IncidentBot.Alarms.Sns;
using IncidentBot.Cli;
using IncidentBot.Web;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace IncidentBot.Demo;

/// <summary>One demo: a simulated service that really loses its primary, the bot beside it, and people in the browser or scripted.</summary>
internal static class DemoRun
{
    /// <summary>Traffic runs this many seconds before the loss, so that there is a write rate to reckon with.</summary>
    private const int WarmUpBuckets = 8;

    private const string OtherPort = "give another with --port N; --port 0 takes a free one";

    internal static async Task<int> Run(DemoSettings settings, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (settings is { Headless: false, Port: > 0 } && !FreePort.IsFree(settings.Port))
        {
            // Found out before anything is simulated.
            throw Listening.Taken($"http://127.0.0.1:{settings.Port}", OtherPort);
        }

        Writable("--out", settings.Headless ? settings.Output : null);
        Writable("--data", settings.Data);
        var data = Path.GetFullPath(settings.Data ?? Directory.CreateTempSubdirectory("incidentbot-demo-").FullName);
        var port = settings.Port == 0 || settings.Headless ? FreePort.Pick(1)[0] : settings.Port;
        await using var world = await SimulatedService.Start(
            new SimulatedServiceOptions { Directory = Path.Combine(data, "world"), Seed = settings.Seed }, cancel);
        using var authority = new RehearsalAuthority(TimeProvider.System);
        await using var app = BotHost.Build(Settings.Shipped, builder =>
        {
            // Of the caller's own settings nothing is read: a real plan must not be played with.
            foreach (var real in builder.Configuration.Sources.OfType<EnvironmentVariablesConfigurationSource>().ToList())
            {
                builder.Configuration.Sources.Remove(real);
            }

            builder.Configuration.AddInMemoryCollection(DemoCast.Configuration(data, port, world));
            if (settings.Headless)
            {
                builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("IncidentBot", LogLevel.Warning);
            }

            // The one way to another trust root: in code, here. No setting that `serve` reads can do this.
            builder.Services.AddSingleton(authority.Certificates);
        });
        await Listening.Start(app, OtherPort, cancel);
        var page = new Uri($"http://127.0.0.1:{port}/");
        using var http = new HttpClient { BaseAddress = page, Timeout = TimeSpan.FromSeconds(10) };
        var stage = new DemoStage(world, http, authority, settings.BreakTarget);
        try
        {
            if (settings.Headless)
            {
                await stage.WarmUp(WarmUpBuckets, cancel);
                return await new DemoScript(app.Services, world, stage, http, settings, output, error).Play(cancel);
            }

            await output.WriteLineAsync($"Open {page} and play the roles. us-east-1 will be lost in about ten seconds. Ctrl+C ends the demo.".AsMemory(), cancel);
            await stage.WarmUp(WarmUpBuckets, cancel);
            await stage.Lose(cancel);
            await output.WriteLineAsync($"us-east-1 is lost, and its alarm has come in. Data: {data}".AsMemory(), cancel);
            await app.WaitForShutdownAsync(cancel);
            return ExitCodes.Ok;
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
            if (settings.Data is null && settings.Headless)
            {
                await world.DisposeAsync();
                await app.DisposeAsync();
                Directory.Delete(data, recursive: true);
            }
        }
    }

    /// <summary>Makes a folder that was asked for, before a minute is played in vain.</summary>
    private static void Writable(string option, string? folder)
    {
        try
        {
            if (folder is not null)
            {
                Directory.CreateDirectory(folder);
                var trial = Path.Combine(folder, Path.GetRandomFileName());
                File.WriteAllBytes(trial, []);
                File.Delete(trial);
            }
        }
        catch (Exception e) when (Unreadable.Is(e))
        {
            throw new DemoRefusedException($"{option} {folder} cannot be written to: {(File.Exists(folder) ? "it is a file; name a folder" : Unreadable.Why(folder + "/", e))}.", e);
        }
    }
}
