using Dapper;
using IncidentBot.Workflow.Timeline;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Store.Sqlite;

/// <summary>The inbox on SQLite.</summary>
internal sealed class SqliteInbox(SqliteWriter writer, SqliteReader reader, TimeProvider clock) : IInbox
{
    private static readonly SqlFile Sql = SqlFile.Load("sql/inbox.sql");
    private static readonly string Insert = Sql["add"];
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Hint _arrived = new();

    private sealed record Row(long Id, string Kind, string Key, string Payload, string ReceivedAt, long Attempts, string? Reason)
    {
        internal InboxEntry Entry => new(Id, Kind, Key, Payload, UtcText.Read(ReceivedAt), (int)Attempts, Reason);
    }

    private string Now => UtcText.Of(clock.GetUtcNow());

    public async Task<InboxReceipt> Add(InboxItem item, CancellationToken cancel)
    {
        var receivedAt = UtcText.Of(item.ReceivedAt);
        var added = await writer.Execute(
            Insert, [("kind", item.Kind), ("key", item.Key), ("payload", item.Payload), ("receivedAt", receivedAt)], cancel);
        if (added == 0) return InboxReceipt.Duplicate;
        _arrived.Raise();
        return InboxReceipt.Accepted;
    }

    public async Task<InboxLoad> Load(CancellationToken cancel) => new((int)await reader.Value<long>(Sql["load"], [], cancel), null);

    public Task<IReadOnlyList<InboxEntry>> Pending(int max, CancellationToken cancel) => Entries(reader, Sql["pending"], [("now", Now), ("max", max)], cancel);

    public Task<IReadOnlyList<InboxEntry>> Parked(int max, CancellationToken cancel) => Parked(reader, max, cancel);

    /// <summary>The same of a folder that is open to read only.</summary>
    internal static Task<IReadOnlyList<InboxEntry>> Parked(SqliteReader reader, int max, CancellationToken cancel) => Entries(reader, Sql["parked"], [("max", max)], cancel);

    /// <summary>Puts a delivery back that was set aside, beside the process that has the folder open; one of the kind <paramref name="was"/> gets another.</summary>
    internal static async Task<bool> Again(DataFolder folder, long id, string was, string becomes, CancellationToken cancel)
    {
        try
        {
            await using var connection = SqliteStore.Beside(folder);
            await connection.OpenAsync(cancel);
            await connection.ExecuteAsync("PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
            return await connection.ExecuteAsync(new CommandDefinition(Sql["again"], new { id, was, becomes }, cancellationToken: cancel)) == 1;
        }
        catch (SqliteException e) when (StoreTrouble.Explain(e, folder.Database) is StoreUnavailableException explained)
        {
            throw explained;
        }
    }

    public Task Done(IReadOnlyList<long> ids, CancellationToken cancel) => writer.Write(
        session =>
        {
            foreach (var id in ids) session.Execute(Sql["done"], ("id", id));
            return ids.Count;
        },
        cancel);

    public async Task Retry(long id, string reason, DateTimeOffset notBefore, CancellationToken cancel)
    {
        await writer.Write(session => session.Execute(Sql["retry"], ("reason", reason), ("notBefore", UtcText.Of(notBefore)), ("id", id)), cancel);
        _arrived.Raise();
    }

    public Task Park(long id, string reason, CancellationToken cancel) =>
        writer.Write(session => session.Execute(Sql["park"], ("reason", reason), ("id", id)), cancel);

    public Task<int> Forget(DateTimeOffset before, CancellationToken cancel) =>
        writer.Write(session => session.Execute(Sql["forget"], ("before", UtcText.Of(before))), cancel);

    public async Task Arrived(CancellationToken cancel)
    {
        var due = await reader.Value<string>(Sql["due"], [("now", Now)], cancel);
        await _arrived.Wait(Until.Due(due, clock, LongestWait), clock, cancel);
    }

    private static async Task<IReadOnlyList<InboxEntry>> Entries(SqliteReader reader, string sql, (string Name, object? Value)[] parameters, CancellationToken cancel) =>
        [.. (await reader.Rows<Row>(sql, parameters, cancel)).Select(r => r.Entry)];
}
