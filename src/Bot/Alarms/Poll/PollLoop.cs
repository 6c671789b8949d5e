using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.Alarms.Poll;

/// <summary>Asks each region for its alarms at its own pace: trouble with one holds up no other.</summary>
internal sealed class PollLoop(AlarmPoller poller, RefusalLog refusals, IOptions<AlarmOptions> options, TimeProvider clock) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(options.Value.Poll.Regions.Select(r => Task.Run(() => Region(r, stoppingToken), stoppingToken)));

    private async Task Region(string region, CancellationToken cancel)
    {
        var interval = PlanDuration.TryRead(options.Value.Poll.Interval, out var read) ? read : TimeSpan.FromMinutes(1);

        // What waits in the queues since the last stop comes in first: it is late, and not lost.
        await Task.Delay(poller.Grace, clock, cancel);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                if (await poller.Poll(region, cancel) is { } trouble)
                {
                    refusals.Trouble($"Polling the alarms of {region}", trouble, null);
                }
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                refusals.Trouble($"Polling the alarms of {region}", "it failed", e);
            }

            // A share of chance, so that nodes started together do not ask together.
            await Task.Delay(interval * (0.9 + (0.2 * Random.Shared.NextDouble())), clock, cancel);
        }
    }
}
