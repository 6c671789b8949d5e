using IncidentBot.Workflow.Timeline;
using Npgsql;

namespace IncidentBot.Store.Postgres;

/// <summary>The outbox on PostgreSQL; any node says something, and the one that works sends it.</summary>
internal sealed class PostgresOutbox(PostgresConnections connections, PostgresPulse pulse, TimeProvider clock) : IOutbox
{
    private static readonly SqlFile Sql = SqlFile.Load("postgres/sql/outbox.sql");
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private sealed record Row(
        long Id, string Key, string Room, string Kind, string Payload, long Priority, string? Coalesce, string At, long Attempts)
    {
        internal OutboxEntry Entry => new(
            Id, PostgresText.Read(Key)!, PostgresText.Read(Room)!, PostgresText.Read(Kind)!, PostgresText.Read(Payload)!, (OutboxPriority)Priority,
            PostgresText.Read(Coalesce), UtcText.Read(At), (int)Attempts);
    }

    private sealed record GivenUpRow(
        long Id, string Key, string Room, string Kind, string Payload, long Priority, string? Coalesce, string At, long Attempts, string? Reason)
    {
        internal OutboxFailure Failure => new(
            new Row(Id, Key, Room, Kind, Payload, Priority, Coalesce, At, Attempts).Entry, PostgresText.Read(Reason) ?? "");
    }

    private sealed record AgeRow(long Waiting, string? OldestAt);

    public async Task Enqueue(IReadOnlyList<OutboxMessage> messages, Checkpoint? checkpoint, CancellationToken cancel)
    {
        if (messages.Count == 0 && checkpoint is null) return;
        await connections.Use(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(cancel);
                await using var batch = new NpgsqlBatch(connection, transaction);
                if (messages.Count > 0)
                {
                    batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql["lock"]));
                    batch.BatchCommands.Add(Add(messages));
                }

                if (checkpoint is not null) batch.BatchCommands.Add(PostgresCheckpoints.Move(checkpoint));
                await batch.ExecuteNonQueryAsync(cancel);
                await transaction.CommitAsync(cancel);
                return messages.Count;
            },
            cancel);
        if (messages.Count > 0) pulse.Raise(pulse.Outbox);
    }

    public async Task<IReadOnlyList<OutboxEntry>> Next(
        IReadOnlyCollection<string> busyRooms, DateTimeOffset now, int max, CancellationToken cancel)
    {
        var busy = busyRooms.Select(PostgresText.Write).ToArray();
        return [.. (await connections.Rows<Row>(Sql["next"], new { busy, now = UtcText.Of(now), max }, cancel)).Select(r => r.Entry)];
    }

    public Task Sent(long id, string? platformId, DateTimeOffset at, CancellationToken cancel) =>
        Change("sent", new { id, platformId = PostgresText.Write(platformId), at = UtcText.Of(at) }, cancel);

    public Task Retry(long id, string reason, DateTimeOffset notBefore, CancellationToken cancel) =>
        Change("retry", new { id, reason = PostgresText.Write(reason), notBefore = UtcText.Of(notBefore) }, cancel);

    public Task GiveUp(long id, string reason, CancellationToken cancel) => Change("give-up", new { id, reason = PostgresText.Write(reason) }, cancel);

    public async Task<IReadOnlyList<OutboxFailure>> GivenUp(int max, CancellationToken cancel) =>
        [.. (await connections.Rows<GivenUpRow>(Sql["given-up"], new { max }, cancel)).Select(r => r.Failure)];

    public async Task<string?> PlatformId(string room, string coalesce, CancellationToken cancel) =>
        PostgresText.Read(await connections.Value<string>(Sql["platform-id"], new { room = PostgresText.Write(room), tag = PostgresText.Write(coalesce) }, cancel));

    public async Task<OutboxAge> Age(CancellationToken cancel)
    {
        var row = (await connections.Rows<AgeRow>(Sql["age"], null, cancel))[0];
        return new OutboxAge((int)row.Waiting, row.OldestAt is { } at ? UtcText.Read(at) : null);
    }

    public async Task Waiting(CancellationToken cancel)
    {
        var due = await connections.Value<string>(Sql["due"], new { now = UtcText.Of(clock.GetUtcNow()) }, cancel);
        await pulse.Outbox.Wait(Until.Due(due, clock, LongestWait), clock, cancel);
    }

    private static NpgsqlBatchCommand Add(IReadOnlyList<OutboxMessage> messages) => new(Sql["add"])
    {
        Parameters =
        {
            Column(messages, m => PostgresText.Write(m.Key)), Column(messages, m => PostgresText.Write(m.Room)), Column(messages, m => PostgresText.Write(m.Kind)),
            Column(messages, m => PostgresText.Write(m.Payload)), Column(messages, m => (long)m.Priority), Column(messages, m => PostgresText.Write(m.Coalesce)),
            Column(messages, m => UtcText.Of(m.At)),
        },
    };

    private static NpgsqlParameter<T[]> Column<T>(IReadOnlyList<OutboxMessage> messages, Func<OutboxMessage, T> of) => new() { TypedValue = [.. messages.Select(of)] };

    // A message that is dealt with may make way for the next one of its room.
    private async Task Change(string statement, object parameters, CancellationToken cancel)
    {
        await connections.Execute(Sql[statement], parameters, cancel);
        pulse.Raise(pulse.Outbox);
    }
}
