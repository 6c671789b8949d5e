namespace IncidentBot.Store;

/// <summary>Drives one follower: reads on from its checkpoint as the log grows; a failure is logged once and tried again with a pause.</summary>
internal sealed class FollowerLoop<TFollower>(
    TFollower follower, IEventStore store, ICheckpoints checkpoints, TimeProvider clock, ILogger<TFollower> log) : BackgroundService
    where TFollower : IFollower
{
    private const int Most = 500;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? position = null;
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (position is null)
                {
                    await follower.Begin(stoppingToken);
                    position = await checkpoints.Read(follower.Name, stoppingToken);
                }

                position = await ReadOn(position.Value, stoppingToken);
                pause = FirstPause;
            }
            catch (TermOverException e)
            {
                // This tenure ends; the next one, here or on another node, begins at the checkpoint.
                log.LogInformation("The follower {Follower} ends after position {Position}: {Reason}", follower.Name, position, e.Message);
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // A stray cancellation (a time-out inside a follower) is a failure like any other: it must not end the program.
                log.LogError(e, "The follower {Follower} failed after position {Position}; trying again in {Pause}", follower.Name, position, pause);
                await Task.Delay(pause, clock, stoppingToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task<long> ReadOn(long position, CancellationToken cancel)
    {
        var events = await store.ReadAll(position, Most, cancel);
        if (events.Count == 0)
        {
            await store.Appended(position, cancel);
            return position;
        }

        var upTo = new Checkpoint(follower.Name, events[^1].Position);
        await follower.Follow(events, upTo, cancel);
        await checkpoints.Write(upTo, cancel);
        return upTo.Position;
    }
}
