using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Chat;

/// <summary>Has what platforms refused in the rooms of open incidents tried again, at start and every ten minutes: a scope may have been added.</summary>
internal sealed class RoomMending(Situations situations, IOutbox outbox, IEnumerable<IChatPlatform> platforms, TimeProvider clock, ILogger<RoomMending> log) : BackgroundService
{
    internal static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private readonly HashSet<string> present = [.. platforms.Select(p => p.Name)];

    /// <summary>One message for each room in which something is refused.</summary>
    internal async Task Ask(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        OutboxMessage[] messages =
        [
            .. (await situations.All(cancel)).Where(i => i.IsOpen)
                .SelectMany(i => i.RoomFaults.Where(f => f.CanBeMended && present.Contains(f.Platform)).Select(f => (i.Id, f.Platform, f.Room)).Distinct())
                .Select(r => new OutboxMessage($"{r.Platform}/{r.Id}/mend/{r.Room}/{now.UtcTicks}", RoomBook.FurnishLane(r.Platform, r.Id, r.Room), OutboxKinds.Mend,
                    r.Id, OutboxPriority.Alarm, "mend", now)),
        ];
        await outbox.Enqueue(messages, null, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Ask(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "What is refused in rooms cannot be tried again now; the next try is in {Every}", Every);
            }

            await Task.Delay(Every, clock, stoppingToken);
        }
    }
}
