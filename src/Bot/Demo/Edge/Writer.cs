using IncidentBot.Demo.Logs;
using IncidentBot.Demo.Regions;

namespace IncidentBot.Demo.Edge;

/// <summary>
/// The customers: one write after the other through the router, at a rate that walks with the seed, never catching up
/// after a stall. Because one write ends before the next is sent, sending times and sequence numbers have one order.
/// </summary>
internal sealed class Writer(EdgeOptions options, HttpClient http, Traffic traffic, TimeProvider clock, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    private readonly SeededWalk _rate = new(options.Seed, options.Rate, roughness: 0.02);
    private DateTimeOffset _last;
    private long _number;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started(stoppingToken);
        using var log = AppendLog.Open(Path.Combine(options.Directory, Acknowledged.FileName), durable: false);
        // Unlike every earlier run in the same folder.
        var run = clock.GetUtcNow().ToUnixTimeMilliseconds();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Write($"c-{run}-{++_number}", log, stoppingToken);
            await Task.Delay(TimeSpan.FromSeconds(1 / _rate.Next()), clock, stoppingToken);
        }
    }

    private async Task Write(string id, AppendLog log, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        _last = now > _last ? now : _last.AddTicks(1);
        var answer = await Post(new RowRequest(id, _last), cancel);
        var acknowledged = answer is { Status: 200, Sequence: not null };
        if (acknowledged)
        {
            log.Append(new Acknowledged(answer!.Sequence!.Value, id, _last, answer.Region).Line());
        }

        traffic.Record(_last, answer?.Region ?? "", acknowledged);
    }

    private async Task<RouteAnswer?> Post(RowRequest row, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync(new Uri(options.Own, "/rows"), row, cancel);
            return await answer.Content.ReadFromJsonAsync<RouteAnswer>(cancel);
        }
        catch (Exception e) when (Http.IsOutside(e, cancel))
        {
            return null;
        }
    }

    /// <summary>Background work starts before the listener does.</summary>
    private async Task Started(CancellationToken cancel)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancel);
    }
}
