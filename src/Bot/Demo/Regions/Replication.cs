using System.Text;
using IncidentBot.Demo.Logs;

namespace IncidentBot.Demo.Regions;

/// <summary>
/// Pulls the primary's rows into a replica, each no earlier than the walking delay after the primary took it. What was not
/// pulled when the primary dies is lost, as on a real link.
/// </summary>
internal sealed class Replication(Region region, RegionOptions options, HttpClient http, TimeProvider clock, ILogger<Replication> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly SeededWalk _lag = new(options.Seed, options.Lag.TotalMilliseconds, roughness: 0.09);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var linked = true;
        while (region.State().Role == "replica" && await timer.WaitForNextTickAsync(stoppingToken))
        {
            var lag = TimeSpan.FromMilliseconds(_lag.Next());
            try
            {
                await Pull(lag, stoppingToken);
                linked = true;
            }
            catch (Exception e) when (Http.IsOutside(e, stoppingToken))
            {
                if (linked)
                {
                    log.LogWarning("{Name} cannot reach {Upstream}: {Reason}", options.Name, options.Upstream, e.Message);
                }

                linked = false;
            }
        }
    }

    private async Task Pull(TimeSpan lag, CancellationToken cancel)
    {
        var state = region.State();
        if (!state.Healthy)
        {
            return;
        }

        var bytes = await http.GetByteArrayAsync(new Uri(options.Upstream!, $"/rows?after={state.Rows}"), cancel);
        var due = clock.GetUtcNow() - lag;
        var rows = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(Row.Parse).TakeWhile(row => row.AcceptedAt <= due).ToList();
        if (rows.Count > 0)
        {
            region.Replicate(rows);
        }
    }
}
