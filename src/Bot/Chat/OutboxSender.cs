using System.Collections.Concurrent;
using System.Text.Json;
using IncidentBot.Store;
using IncidentBot.Telemetry;

namespace IncidentBot.Chat;

/// <summary>Sends the outbox: one writer per room, paced to a message a second after a short burst, retried when that can help.</summary>
internal sealed class OutboxSender(
    IOutbox outbox, IEnumerable<IChatPlatform> platforms, OutboxDelivery delivery, TimeProvider clock, ILogger<OutboxSender> log) : BackgroundService
{
    private const int Most = 32;
    /// <summary>After so many looks for a room that is not open, it is looked for less often.</summary>
    internal const int Attempts = 50;

    /// <summary>While a room is being opened, which takes a platform less than a second, its card is waited for by people.</summary>
    private const int Eager = 20;

    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, IChatPlatform> byName = platforms.ToDictionary(p => p.Name);
    private readonly ConcurrentDictionary<string, Task> busy = new(StringComparer.Ordinal);
    private readonly Pacing pacing = new(clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Work(stoppingToken);
        }
        finally
        {
            // None of this tenure's calls may meet one of the next.
            await Task.WhenAll(busy.Values).ContinueWith(_ => busy.Clear(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task Work(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var done in busy.Where(b => b.Value.IsCompleted).ToList())
                {
                    busy.TryRemove(done);
                }

                var next = await outbox.Next([.. busy.Keys], clock.GetUtcNow(), Most, stoppingToken);
                foreach (var entry in next)
                {
                    busy[entry.Room] = Send(entry, stoppingToken);
                }

                if (next.Count == 0)
                {
                    await Task.WhenAny([outbox.Waiting(stoppingToken), Task.Delay(TimeSpan.FromMilliseconds(250), clock, stoppingToken), .. busy.Values]);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The outbox cannot be read; trying again in a second");
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
        }
    }

    private async Task Send(OutboxEntry entry, CancellationToken cancel)
    {
        try
        {
            await pacing.Wait(entry, cancel);
            if (!byName.TryGetValue(RoomBook.PlatformOf(entry.Room), out var platform))
            {
                await outbox.GiveUp(entry.Id, "The platform is not switched on.", cancel);
                return;
            }

            using var span = Instruments.Trace("message");
            span?.SetTag("kind", entry.Kind).SetTag("platform", platform.Name);
            var id = await delivery.Deliver(platform, entry, cancel);
            pacing.Delivered(entry);
            await outbox.Sent(entry.Id, id, clock.GetUtcNow(), cancel);
        }
        catch (TermOverException e)
        {
            // It stays as it is for the node that works now.
            log.LogInformation("A message to {Room} is left: {Reason}", entry.Room, e.Message);
        }
        catch (RoomNotOpenException) when (entry.Attempts < Attempts)
        {
            pacing.GivenBack(entry);
            await outbox.Retry(entry.Id, "The room is not open yet.", clock.GetUtcNow() + (entry.Attempts < Eager ? AtOnce : Soon), CancellationToken.None);
        }
        catch (RoomNotOpenException e)
        {
            await WaitForRoom(entry, e, CancellationToken.None);
        }
        catch (ChatUnavailableException e)
        {
            await outbox.Retry(entry.Id, e.Message, clock.GetUtcNow() + e.RetryAfter, CancellationToken.None);
        }
        catch (Exception e) when (e is ChatRefusedException or JsonException)
        {
            log.LogWarning("A message to {Room} was given up: {Reason}", entry.Room, e.Message);
            await outbox.GiveUp(entry.Id, e.Message, CancellationToken.None);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Sending to {Room} failed", entry.Room);
            await outbox.Retry(entry.Id, e.Message, clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(60, 1 << Math.Min(entry.Attempts, 6))), CancellationToken.None);
        }
    }

    /// <summary>A platform may be away for an hour, and its rooms with it. Only where opening the room was given up will nothing come of waiting.</summary>
    private async Task WaitForRoom(OutboxEntry entry, RoomNotOpenException missing, CancellationToken cancel)
    {
        var lost = await outbox.GivenUp(int.MaxValue, cancel);
        if (entry.Room.Contains('#', StringComparison.Ordinal) || lost.Any(f => f.Entry.Kind == OutboxKinds.Open && entry.Room.StartsWith(f.Entry.Room, StringComparison.Ordinal)))
        {
            log.LogWarning("A message to {Room} was given up: {Reason}", entry.Room, missing.Message);
            await outbox.GiveUp(entry.Id, missing.Message, cancel);
            return;
        }

        await outbox.Retry(entry.Id, "The room is not open yet.", clock.GetUtcNow() + TimeSpan.FromSeconds(2), cancel);
    }
}
