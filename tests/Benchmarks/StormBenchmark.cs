using System.Diagnostics;
using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Benchmarks;

/// <summary>
/// Two storms of signed notifications of the same alarms into the whole bot, each until all are acknowledged and stand in the one
/// incident. The first meets a fresh process, which compiles as it goes; the second shows its lasting pace, and whether memory grows on.
/// </summary>
internal static class StormBenchmark
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    internal static async Task<IReadOnlyList<Figure>> Run(RunOptions options, CancellationToken cancel)
    {
        using var folder = new WorkFolder();
        using var notifications = new Notifications();
        var count = options.Pick(200, 10_000);
        var first = Requests(notifications, count);
        var second = Requests(notifications, count);
        await using var app = Build(notifications, folder.Path);
        await app.StartAsync(cancel);
        using var clients = await Clients.Connect(32, new Uri(app.Urls.Single()).Port, cancel);
        var before = Held();
        var cold = await Storm(app, clients, first, 1, cancel);
        var afterOne = Held();
        var warm = await Storm(app, clients, second, 2, cancel);
        var afterTwo = Held();
        GC.KeepAlive((first, second));
        var incidents = (await app.Services.GetRequiredService<IEventStore>().Streams(IncidentLog.Prefix, cancel)).Count;
        var room = RoomTally.Of(Path.Combine(folder.Path, "local-chat.db"));
        await app.StopAsync(cancel);

        var growth = (double)afterTwo / afterOne;
        var lost = (2 * count) - cold.Noted - warm.Noted;
        return
        [
            .. Figures($"a fresh process: {count} notifications", cold, count), .. Figures("the same again", warm, count),
            new("storm: what came of both", "one incident, one card, at most one alarm post a second, none lost", string.Create(CultureInfo.InvariantCulture,
                $"{incidents} incident, {room.Cards} card, {room.AlarmsPerSecond} alarm post a second at most ({room.Alarms} in all), {lost} lost"), "", null,
                incidents == 1 && room is { Cards: 1, AlarmsPerSecond: <= 1 } && lost == 0),
            new("storm: managed memory", "flat: the second storm adds at most a tenth", $"{Figure.Bytes(afterTwo)} after both",
                $"{Figure.Bytes(afterOne)} after the first, {Figure.Bytes(before)} before", growth, growth <= 1.1),
        ];
    }

    private static List<byte[]> Requests(Notifications notifications, int count) =>
        [.. Enumerable.Range(0, count).Select(i => RawClient.Request("/alarms/sns", notifications.Body(i)))];

    private static async Task<Outcome> Storm(WebApplication app, Clients clients, List<byte[]> requests, int changes, CancellationToken cancel)
    {
        var busyBefore = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await clients.Send(requests, cancel);
        var acknowledged = Stopwatch.GetElapsedTime(start);
        var noted = await Noted(app.Services.GetRequiredService<Situations>(), requests.Count, changes, cancel);
        var all = Stopwatch.GetElapsedTime(start);
        var busy = Environment.CpuUsage.TotalTime - busyBefore;
        await Said(app.Services.GetRequiredService<IOutbox>(), cancel);
        return new Outcome(acknowledged, all, busy, noted);
    }

    private static IEnumerable<Figure> Figures(string name, Outcome outcome, int count)
    {
        var rate = count / outcome.All.TotalSeconds;
        var perCore = count / outcome.Busy.TotalSeconds;
        yield return new($"storm on {name}, until all are noted", "at least 2,000/s on two cores", string.Create(CultureInfo.InvariantCulture,
            $"{rate:0}/s (all acknowledged after {outcome.Acknowledged.TotalSeconds:0.0} s, noted after {outcome.All.TotalSeconds:0.0} s)"), "", null, rate >= 2000);
        yield return new("its notifications per second of processor time, senders included", "at least 1,000",
            string.Create(CultureInfo.InvariantCulture, $"{perCore:0}/s"), "", null, perCore >= 1000);
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
        return GC.GetTotalMemory(forceFullCollection: false);
    }

    /// <summary>Waits until the incident has seen so many changes of all alarms; answers of how many it has.</summary>
    private static async Task<int> Noted(Situations situations, int count, int changes, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        int known;
        while ((known = (await situations.Load("INC-1", cancel)).Incident.Alarms.Values.Count(a => a.Changes >= changes)) < count
            && Stopwatch.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(20, cancel);
        }

        return known;
    }

    /// <summary>Waits until the rooms have been told everything; the card is never done, since the plan's readings go on.</summary>
    private static async Task Said(IOutbox outbox, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        for (var quiet = 0; quiet < 10 && Stopwatch.GetElapsedTime(start) < Patience;)
        {
            quiet = (await outbox.Next([RoomBook.CardLane("local", "INC-1")], DateTimeOffset.UtcNow, 1, cancel)).Count == 0 ? quiet + 1 : 0;
            await Task.Delay(100, cancel);
        }
    }

    private sealed record Outcome(TimeSpan Acknowledged, TimeSpan All, TimeSpan Busy, int Noted);
}
