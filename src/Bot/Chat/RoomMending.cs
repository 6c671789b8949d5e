using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Wakeups;

namespace IncidentBot.Chat;

/// <summary>Has what platforms refused in the rooms of open incidents tried again, at start and every ten minutes: a scope may have been added.</summary>
internal sealed class RoomMending(Situations situations, IOutbox outbox, IEnumerable<IChatPlatform> platforms, TimeProvider clock) : ISweep
{
    internal static readonly TimeSpan Between = TimeSpan.FromMinutes(10);

    private readonly HashSet<string> present = [.. platforms.Select(p => p.Name)];

    public string Name => "refused-in-rooms";

    public TimeSpan Every => Between;

    /// <summary>One message for each room in which something is refused.</summary>
    public async Task Sweep(CancellationToken cancel)
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
}
