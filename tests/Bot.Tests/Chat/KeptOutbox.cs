using IncidentBot.Store;

namespace IncidentBot.Bot.Tests.Chat;

/// <summary>An outbox that only remembers what was put into it.</summary>
internal sealed class KeptOutbox : IOutbox
{
    internal List<OutboxMessage> Messages { get; } = [];

    public Task Enqueue(IReadOnlyList<OutboxMessage> messages, Checkpoint? checkpoint, CancellationToken cancel)
    {
        Messages.AddRange(messages);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<OutboxEntry>> Next(IReadOnlyCollection<string> busyRooms, DateTimeOffset now, int max, CancellationToken cancel) => throw new NotSupportedException();

    public Task Sent(long id, string? platformId, DateTimeOffset at, CancellationToken cancel) => throw new NotSupportedException();

    public Task Retry(long id, string reason, DateTimeOffset notBefore, CancellationToken cancel) => throw new NotSupportedException();

    public Task GiveUp(long id, string reason, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<OutboxFailure>> GivenUp(int max, CancellationToken cancel) => throw new NotSupportedException();

    public Task<string?> PlatformId(string room, string coalesce, CancellationToken cancel) => throw new NotSupportedException();

    public Task<OutboxAge> Age(CancellationToken cancel) => throw new NotSupportedException();

    public Task Waiting(CancellationToken cancel) => throw new NotSupportedException();
}
