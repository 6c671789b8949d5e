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
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (region.Following is not { } upstream)
            {
                continue;
            }

            var lag = TimeSpan.FromMilliseconds(_lag.Next());
            try
            {
                await Join(upstream, stoppingToken);
                await Pull(upstream, lag, stoppingToken);
                linked = true;
            }
            catch (Exception e) when (Http.IsOutside(e, stoppingToken))
            {
                if (linked)
                {
                    log.LogWarning("{Name} cannot reach {Upstream}: {Reason}", options.Name, upstream, e.Message);
                }

                linked = false;
            }
        }
    }

    /// <summary>Logs that have parted never meet again: the newest row of ours tells whether the upstream has all of them.</summary>
    private async Task Join(Uri upstream, CancellationToken cancel)
    {
        if (region.State() is { Role: "detached", Rows: var rows })
        {
            region.Join(diverged: rows > 0
                && !(await http.GetByteArrayAsync(new Uri(upstream, $"/rows?after={rows - 1}&limit=1"), cancel)).AsSpan().SequenceEqual(region.RowsAfter(rows - 1, 1)));
        }
    }

    private async Task Pull(Uri upstream, TimeSpan lag, CancellationToken cancel)
    {
        var state = region.State();
        if (!state.Healthy || state.Role != "replica")
        {
            return;
        }

        var bytes = await http.GetByteArrayAsync(new Uri(upstream, $"/rows?after={state.Rows}"), cancel);
        var due = clock.GetUtcNow() - lag;
        var rows = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(Row.Parse).TakeWhile(row => row.AcceptedAt <= due).ToList();
        if (rows.Count > 0)
        {
            region.Replicate(rows);
        }
    }
}
