using IncidentBot.Alarms;
using IncidentBot.Store;
using IncidentBot.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Benchmarks;

/// <summary>
/// A signed notification until its 200: verified and durable. Baselines: an endpoint of the same Kestrel that only reads the body, and
/// one raw durable insert. Time per request, alone and with eight at once.
/// </summary>
internal static class SnsBenchmark
{
    internal static async Task<IReadOnlyList<Figure>> Run(RunOptions options, CancellationToken cancel)
    {
        using var folder = new WorkFolder();
        using var notifications = new Notifications();
        using var raw = new RawDisk(folder.Path);
        await using var app = await Start(notifications, Path.Combine(folder.Path, "store"), cancel);
        var port = new Uri(app.Urls.Single()).Port;
        return
        [
            await Compare("one client", 1, options.Pick(5, 200)),
            await Compare("8 clients", 8, options.Pick(16, 800)),
        ];

        async Task<Figure> Compare(string name, int count, int each)
        {
            using var clients = await Clients.Connect(count, port, cancel);
            var (rounds, warmUp) = (options.Pick(2, 15), options.Pick(1, 8));
            var bodies = Enumerable.Range(0, each * (rounds + warmUp)).Select(notifications.Body).ToList();
            var fresh = new Queue<byte[][]>(bodies.Select(b => RawClient.Request("/alarms/sns", b)).Chunk(each));
            var plain = bodies.Take(each).Select(b => RawClient.Request("/read-only", b)).ToList();
            var times = await Rounds.Medians(
                warmUp,
                rounds,
                () => clients.Send(fresh.Dequeue(), cancel),
                () => clients.Send(plain, cancel),
                () =>
                {
                    foreach (var body in bodies.Take(each))
                    {
                        raw.Insert(body);
                    }

                    return Task.CompletedTask;
                });
            var (sns, read, disk) = (times[0] / each, times[1] / each, times[2] / each);
            var ratio = sns / (read > disk ? read : disk);
            return new($"SNS request verified, durable, acknowledged; {name}", "at most 1.5x of the slower baseline", $"{Figure.Time(sns)} a request",
                $"{Figure.Time(read)} body only read, {Figure.Time(disk)} raw insert", ratio, ratio <= 1.5);
        }
    }

    private static async Task<WebApplication> Start(Notifications notifications, string data, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(Notifications.Settings) { ["Store:Folder"] = data });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Services.AddLogging();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(notifications.Certificates);
        builder.Services.AddStore(builder.Configuration);
        builder.AddAlarms();
        var app = builder.Build();
        app.MapAlarms();
        app.MapPost("/read-only", async (HttpContext http) =>
            await RequestBytes.Read(http.Request, AlarmReader.Largest, http.RequestAborted) is null ? Results.StatusCode(413) : AlarmAnswer.Accepted());
        await app.StartAsync(cancel);
        return app;
    }
}
