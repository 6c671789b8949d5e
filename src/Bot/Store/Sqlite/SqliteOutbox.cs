using System.Text.Json;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Store.Sqlite;

/// <summary>The outbox on SQLite.</summary>
internal sealed class SqliteOutbox(SqliteWriter writer, SqliteReader reader, TimeProvider clock) : IOutbox
{
    private static readonly SqlFile Sql = SqlFile.Load("sql/outbox.sql");
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Hint _waiting = new();

    private sealed record Row(
        long Id, string Key, string Room, string Kind, string Payload, long Priority, string? Coalesce, string At, long Attempts)
    {
        internal OutboxEntry Entry =>
            new(Id, Key, Room, Kind, Payload, (OutboxPriority)Priority, Coalesce, UtcText.Read(At), (int)Attempts);
    }

    private sealed record GivenUpRow(
        long Id, string Key, string Room, string Kind, string Payload, long Priority, string? Coalesce, string At, long Attempts, string? Reason)
    {
        internal OutboxFailure Failure => new(
            new OutboxEntry(Id, Key, Room, Kind, Payload, (OutboxPriority)Priority, Coalesce, UtcText.Read(At), (int)Attempts), Reason ?? "");
    }

    private sealed record AgeRow(long Waiting, string OldestAt);

    public async Task Enqueue(IReadOnlyList<OutboxMessage> messages, Checkpoint? checkpoint, CancellationToken cancel)
    {
        await writer.Write(
            session =>
            {
                foreach (var message in messages) Add(session, message);
                if (checkpoint is not null) SqliteCheckpoints.Write(session, checkpoint);
                return messages.Count;
            },
            cancel);
        if (messages.Count > 0) _waiting.Raise();
    }

    public async Task<IReadOnlyList<OutboxEntry>> Next(
        IReadOnlyCollection<string> busyRooms, DateTimeOffset now, int max, CancellationToken cancel)
    {
        var busy = JsonSerializer.Serialize(busyRooms);
        return [.. (await reader.Rows<Row>(Sql["next"], [("busy", busy), ("now", UtcText.Of(now)), ("max", max)], cancel)).Select(r => r.Entry)];
    }

    public Task Sent(long id, string? platformId, DateTimeOffset at, CancellationToken cancel) =>
        Change(session => session.Execute(Sql["sent"], ("platformId", platformId), ("at", UtcText.Of(at)), ("id", id)), cancel);

    public Task Retry(long id, string reason, DateTimeOffset notBefore, CancellationToken cancel) =>
        Change(session => session.Execute(Sql["retry"], ("reason", reason), ("notBefore", UtcText.Of(notBefore)), ("id", id)), cancel);

    public Task GiveUp(long id, string reason, CancellationToken cancel) =>
        Change(session => session.Execute(Sql["give-up"], ("reason", reason), ("id", id)), cancel);

    public async Task<IReadOnlyList<OutboxFailure>> GivenUp(int max, CancellationToken cancel) =>
        [.. (await reader.Rows<GivenUpRow>(Sql["given-up"], [("max", max)], cancel)).Select(r => r.Failure)];

    public Task<string?> PlatformId(string room, string coalesce, CancellationToken cancel) =>
        reader.Value<string>(Sql["platform-id"], [("room", room), ("tag", coalesce)], cancel);

    public async Task<OutboxAge> Age(CancellationToken cancel)
    {
        var row = (await reader.Rows<AgeRow>(Sql["age"], [], cancel))[0];
        return new OutboxAge((int)row.Waiting, row.Waiting > 0 ? UtcText.Read(row.OldestAt) : null);
    }

    public async Task Waiting(CancellationToken cancel)
    {
        var due = await reader.Value<string>(Sql["due"], [("now", UtcText.Of(clock.GetUtcNow()))], cancel);
        await _waiting.Wait(Until.Due(due, clock, LongestWait), clock, cancel);
    }

    private static void Add(WriteSession session, OutboxMessage message)
    {
        if (session.Scalar(Sql["known"], ("key", message.Key)) is not null) return;
        var replaced = message.Coalesce is null
            ? null
            : session.Scalar(Sql["replace"], ("room", message.Room), ("tag", message.Coalesce));
        session.Execute(
            Sql["add"],
            ("key", message.Key), ("room", message.Room), ("kind", message.Kind), ("payload", message.Payload),
            ("priority", (long)message.Priority), ("tag", message.Coalesce), ("at", UtcText.Of(message.At)), ("replaced", replaced));
    }

    // A message that is dealt with may make way for the next one of its room.
    private async Task Change(Func<WriteSession, int> work, CancellationToken cancel)
    {
        await writer.Write(work, cancel);
        _waiting.Raise();
    }
}
