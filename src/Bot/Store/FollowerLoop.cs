namespace IncidentBot.Store;

/// <summary>Drives one follower: reads on from its checkpoint as the log grows; a failure is logged once and tried again with a pause.</summary>
internal sealed class FollowerLoop<TFollower>(
    TFollower follower, IEventStore store, ICheckpoints checkpoints, TimeProvider clock, ILogger<TFollower> log) : BackgroundService
    where TFollower : IFollower
{
    private const int Most = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? position = null;
        var pause = TimeSpan.FromMilliseconds(200);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (position is null)
                {
                    await follower.Begin(stoppingToken);
                    position = await checkpoints.Read(follower.Name, stoppingToken);
                }

                var events = await store.ReadAll(position.Value, Most, stoppingToken);
                if (events.Count == 0)
                {
                    await store.Appended(position.Value, stoppingToken).WaitAsync(TimeSpan.FromSeconds(1), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    continue;
                }

                var upTo = new Checkpoint(follower.Name, events[^1].Position);
                await follower.Follow(events, upTo, stoppingToken);
                await checkpoints.Write(upTo, stoppingToken);
                position = upTo.Position;
                pause = TimeSpan.FromMilliseconds(200);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The follower {Follower} failed after position {Position}; trying again in {Pause}", follower.Name, position, pause);
                await Task.Delay(pause, clock, stoppingToken);
                pause = TimeSpan.FromSeconds(Math.Min(30, pause.TotalSeconds * 2));
            }
        }
    }
}
