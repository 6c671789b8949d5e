using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Store.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Benchmarks;

/// <summary>The log in PostgreSQL: appends of 32 writers against pgbench's own inserts, a follower that is far behind, and a node that dies. The server flushes each commit.</summary>
internal static partial class PostgresBenchmark
{
    private const int Writers = 32;

    internal static async Task<IReadOnlyList<Figure>> Run(RunOptions options, CancellationToken cancel)
    {
        if (PostgresServer.Programs.Length == 0)
        {
            return [new("PostgreSQL", "", PostgresServer.Absent, "", null, null)];
        }

        using var server = new PostgresServer(durable: true);
        return
        [
            await Appends(server, options, cancel),
            await CatchUp(server, options.Pick(2_000, 100_000), cancel),
            await Takeover(server, cancel),
        ];
    }

    private static async Task<Figure> Appends(PostgresServer server, RunOptions options, CancellationToken cancel)
    {
        var database = server.NewDatabase();
        await using var store = await PostgresNode.Bare(database, cancel);
        var happened = IncidentLog.Untyped(SampleIncident.Armed().Events[^1]);
        await store.Connections.Execute("CREATE TABLE plain (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, data text NOT NULL)", null, cancel);
        var script = Path.Combine(Path.GetTempPath(), $"incidentbot-pgbench-{Environment.ProcessId}.sql");
        await File.WriteAllTextAsync(script, $"INSERT INTO incidentbot.plain (data) VALUES (repeat('x', {happened.Data.Length}));\n", cancel);
        var seconds = options.Pick(1, 10);
        var (ours, theirs) = (new List<double>(), new List<double>());
        var versions = new long[Writers];
        for (var round = options.Pick(0, -1); round < options.Pick(1, 5); round++)
        {
            var appended = await For(TimeSpan.FromSeconds(seconds), i => Append(store, $"s{i}", versions[i]++, happened, cancel));
            var inserted = Inserts(server, database, script, seconds);
            if (round < 0) continue;
            ours.Add(appended);
            theirs.Add(inserted);
        }

        File.Delete(script);
        var (mine, baseline) = (ours.Order().ElementAt(ours.Count / 2), theirs.Order().ElementAt(theirs.Count / 2));
        return new($"append on PostgreSQL, {Writers} writers, {happened.Data.Length} characters", "at least 0.6x of pgbench's own inserts",
            Rate(mine), $"{Rate(baseline)} pgbench, {Writers} clients, prepared", mine / baseline, mine / baseline >= 0.6);
    }

    private static async Task Append(PostgresStore store, string stream, long expected, NewEvent happened, CancellationToken cancel)
    {
        if (await store.Events.Append([new StreamAppend(stream, expected, [happened])], null, cancel) is not AppendResult.Appended)
        {
            throw new InvalidOperationException("The append was not taken.");
        }
    }

    /// <summary>How often a second, when each writer goes on as soon as it is answered.</summary>
    private static async Task<double> For(TimeSpan time, Func<int, Task> write)
    {
        var begun = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(async () =>
        {
            var count = 0;
            for (; Stopwatch.GetElapsedTime(begun) < time; count++) await write(i);
            return count;
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static double Inserts(PostgresServer server, string database, string script, int seconds)
    {
        var name = database[(database.LastIndexOf('=') + 1)..];
        var said = PostgresServer.Do("pgbench",
        [
            "-n", "-M", "prepared", "-c", $"{Writers}", "-j", "2", "-T", $"{seconds}", "-f", script, "-h", "127.0.0.1",
            "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", name,
        ]);
        return double.Parse(Tps().Match(said).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    private static async Task<Figure> CatchUp(PostgresServer server, int behind, CancellationToken cancel)
    {
        await using var store = await PostgresNode.Bare(server.NewDatabase(), cancel);
        var happened = IncidentLog.Untyped(SampleIncident.Armed().Events[^1]);
        for (var version = 0; version < behind; version += 500)
        {
            await store.Events.Append([new StreamAppend("INC-1", version, [.. Enumerable.Repeat(happened, 500)])], null, cancel);
        }

        var follower = new Counting(behind);
        using var loop = new FollowerLoop<Counting>(follower, store.Events, store.Checkpoints, TimeProvider.System, NullLogger<Counting>.Instance);
        var begun = Stopwatch.GetTimestamp();
        await loop.StartAsync(cancel);
        await follower.Done.Task.WaitAsync(cancel);
        var rate = behind / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await loop.StopAsync(cancel);
        return new($"a follower {behind:N0} events behind catches up", "at least 20,000 events/s", Rate(rate), "", null, rate >= 20_000);
    }

    /// <summary>The node that works is cut off and renews no more: how long until the other one works. With the defaults of lease and renewal.</summary>
    private static async Task<Figure> Takeover(PostgresServer server, CancellationToken cancel)
    {
        var options = PostgresNode.Options(server.NewDatabase());
        var tuning = PostgresTuning.Node with { Signs = false };
        await using var standby = await PostgresStore.Open(options, tuning, TimeProvider.System, null, cancel);
        var dies = await PostgresStore.Open(options, tuning, TimeProvider.System, null, cancel);
        await dies.Lease.Take(cancel);
        var next = standby.Lease.Take(cancel);

        // Not right at its first renewal.
        await Task.Delay(TimeSpan.FromSeconds(3), cancel);
        await dies.Connections.DisposeAsync();
        var begun = Stopwatch.GetTimestamp();
        await using var tenure = await next;
        var took = Stopwatch.GetElapsedTime(begun);
        return new("another node works after the one that worked has died; lease 10 s", "within lease + 2 s", Figure.Time(took), "", null, took <= TimeSpan.FromSeconds(12));
    }

    private static string Rate(double perSecond) => string.Create(CultureInfo.InvariantCulture, $"{perSecond:N0}/s");

    [GeneratedRegex(@"tps = ([0-9.]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Tps();

    /// <summary>Counts what it is given.</summary>
    private sealed class Counting(int all) : IFollower
    {
        private int seen;

        internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "counting";

        public Task Begin(CancellationToken cancel) => Task.CompletedTask;

        public Task Follow(IReadOnlyList<StoredEvent> events, Checkpoint upTo, CancellationToken cancel)
        {
            if ((seen += events.Count) >= all) Done.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
