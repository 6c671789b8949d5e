using System.Diagnostics;
using System.Globalization;
using IncidentBot.Acceptance.CommandLine;
using IncidentBot.Acceptance.Crashes;
using IncidentBot.Acceptance.Demo;
using IncidentBot.Demo;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Store.Sqlite;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>Everything that the example needs: the pair, the router, a shop that writes, and the bot in a process of its own.</summary>
internal sealed class PairStage : IAsyncDisposable
{
    private readonly TestFolder folder = new();
    private readonly List<IAsyncDisposable> started = [];

    internal Pair Pair { get; private set; } = null!;

    internal TcpRouter Router { get; private set; } = null!;

    internal Shop Shop { get; private set; } = null!;

    internal BotProcess Bot { get; private set; } = null!;

    internal HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task<PairStage> Start(int seed)
    {
        var stage = new PairStage();
        try
        {
            await stage.Set(seed);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until orders have been acknowledged for some seconds and the standby has some.</summary>
    internal async Task WarmUp()
    {
        await Edge.Until("eight seconds of orders", () => Task.FromResult(Shop.Traffic.Complete().Count >= 8 ? "" : null), Cancel);
        await Edge.Until("orders in the standby", () => Task.FromResult(Pair.Target.Ask("SELECT count(*) > 60 FROM orders") == "t" ? "" : null), Cancel);
    }

    internal Task ShopFails() => Edge.Until("orders fail", () => Task.FromResult(Shop.Traffic.FailedShare() >= 0.5m ? "" : null), Cancel);

    /// <summary>The incident's log as it stands on the disk.</summary>
    internal async Task<IReadOnlyList<IncidentEvent>> Events()
    {
        using var reader = SqliteStore.Reader(new DataFolder(Path.Combine(folder.Path, "data")));
        return [.. (await new SqliteLog(reader).ReadStream("INC-1", 0, Cancel)).Select(e => (IncidentEvent)IncidentLog.Typed(e))];
    }

    /// <summary>What lost-rows.sh writes: the old primary's orders that the new one has not, with the time of their commit.</summary>
    internal IReadOnlyList<(long Number, DateTimeOffset CommittedAt)> LostRows(DateTimeOffset since)
    {
        var output = Path.Combine(folder.Path, Pair.PrimaryRegion, "lost.csv");
        PostgresPrograms.Do(Path.Combine(folder.Path, "scripts", "lost-rows.sh"), PairSettings.Conf(folder.Path), Pair.Primary.Data, since.ToString("O", CultureInfo.InvariantCulture), output);
        return [.. File.ReadLines(output).Skip(1).Select(line => line.Split(',')).Select(row =>
            (long.Parse(row[0], CultureInfo.InvariantCulture), DateTimeOffset.Parse(row[^1], CultureInfo.InvariantCulture)))];
    }

    /// <summary>Runs one of the example's scripts as the bot does; its exit code.</summary>
    internal async Task<int> Script(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(folder.Path, "scripts", $"{name}.sh"), [PairSettings.Conf(folder.Path), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return (await Incidentbot.Finish(start)).Code;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(started))
        {
            await part.DisposeAsync();
        }

        Http.Dispose();
        folder.Dispose();
    }

    private async Task Set(int seed)
    {
        PostgresPrograms.Give(folder.Path);
        var ports = FreePort.Pick(4);
        Pair = Started(new Pair(folder.Path, seed));
        Router = Started(new TcpRouter(ports[0], (Pair.PrimaryRegion, ports[1], Pair.Primary.Port), (Pair.TargetRegion, ports[2], Pair.Target.Port)));
        Shop = Started(new Shop(ports[0]));
        var admin = Started(await RouterAdmin.Start(Router, Shop, Cancel));
        Http.BaseAddress = new Uri($"http://127.0.0.1:{ports[3]}/");
        PairSettings.Write(folder.Path, Http.BaseAddress.GetLeftPart(UriPartial.Authority), admin.Address, Pair, ports[0], ports[1], ports[2]);
        Bot = Started(await BotProcess.Start(Path.Combine(folder.Path, "appsettings.json"), Http.BaseAddress, Http, Cancel));
    }

    private T Started<T>(T part)
        where T : IAsyncDisposable
    {
        started.Add(part);
        return part;
    }
}
