using System.Diagnostics;
using System.Globalization;
using IncidentBot.Incidents;
using IncidentBot.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Benchmarks;

/// <summary>A storm of signed notifications into the whole bot, until each is acknowledged and stands in the one incident.</summary>
internal static class StormBenchmark
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    internal static async Task<IReadOnlyList<Figure>> Run(RunOptions options, CancellationToken cancel)
    {
        using var folder = new WorkFolder();
        using var notifications = new Notifications();
        var count = options.Pick(200, 10_000);
        var requests = Enumerable.Range(0, count).Select(i => RawClient.Request("/alarms/sns", notifications.Body(i))).ToList();
        await using var app = Build(notifications, folder.Path);
        await app.StartAsync(cancel);
        using var clients = await Clients.Connect(32, new Uri(app.Urls.Single()).Port, cancel);
        var before = Held();
        var busyBefore = Process.GetCurrentProcess().TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        await clients.Send(requests, cancel);
        var acknowledged = Stopwatch.GetElapsedTime(start);
        var noted = await Noted(app.Services.GetRequiredService<Situations>(), count, cancel);
        var all = Stopwatch.GetElapsedTime(start);
        var busy = Process.GetCurrentProcess().TotalProcessorTime - busyBefore;
        await Said(app.Services.GetRequiredService<IOutbox>(), cancel);
        var after = Held();
        GC.KeepAlive(requests);
        var incidents = (await app.Services.GetRequiredService<IEventStore>().Streams(IncidentLog.Prefix, cancel)).Count;
        var room = RoomTally.Of(Path.Combine(folder.Path, "local-chat.db"));
        await app.StopAsync(cancel);

        var rate = count / all.TotalSeconds;
        var perCore = count / busy.TotalSeconds;
        return
        [
            new($"storm of {count} notifications, until all are noted", "at least 2,000/s on two cores", string.Create(CultureInfo.InvariantCulture,
                $"{rate:0}/s (all acknowledged after {acknowledged.TotalSeconds:0.0} s, noted after {all.TotalSeconds:0.0} s)"), "", null, rate >= 2000),
            new("storm: notifications per second of processor time, senders included", "at least 1,000", string.Create(CultureInfo.InvariantCulture, $"{perCore:0}/s"), "", null, perCore >= 1000),
            new("storm: what came of it", "one incident, one card, at most one alarm post a second, none lost", string.Create(CultureInfo.InvariantCulture,
                $"{incidents} incident, {room.Cards} card, {room.AlarmsPerSecond} alarm post a second at most ({room.Alarms} in all), {count - noted} lost"), "", null,
                incidents == 1 && room is { Cards: 1, AlarmsPerSecond: <= 1 } && noted == count),
            new("storm: managed memory", "flat", $"{Figure.Bytes(after)} after", $"{Figure.Bytes(before)} before", (double)after / before, null),
        ];
    }

    private static WebApplication Build(Notifications notifications, string data) => BotHost.Build(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), builder =>
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(Notifications.Settings)
        {
            ["Store:Folder"] = data,
            ["Web:Urls"] = "http://127.0.0.1:0",
            ["Chat:Local:Enabled"] = "true",
            ["Chat:Local:Personas:0:Id"] = "maya",
            ["Chat:Local:Personas:0:Name"] = "Maya",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("IncidentBot", LogLevel.Warning);
        builder.Services.AddSingleton(notifications.Certificates);
    });

    /// <summary>Bytes on the managed heap that something still refers to.</summary>
    private static long Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetGCMemoryInfo(GCKind.FullBlocking).HeapSizeBytes;
    }

    /// <summary>Waits until the incident knows all alarms; answers how many it knows.</summary>
    private static async Task<int> Noted(Situations situations, int count, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        int known;
        while ((known = (await situations.Load("INC-1", cancel)).Incident.Alarms.Count) < count && Stopwatch.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(20, cancel);
        }

        return known;
    }

    /// <summary>Waits until the rooms have been told everything.</summary>
    private static async Task Said(IOutbox outbox, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        for (var quiet = 0; quiet < 10 && Stopwatch.GetElapsedTime(start) < Patience;)
        {
            quiet = (await outbox.Next([], DateTimeOffset.UtcNow, 1, cancel)).Count == 0 ? quiet + 1 : 0;
            await Task.Delay(100, cancel);
        }
    }
}
