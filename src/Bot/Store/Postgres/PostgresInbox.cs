using IncidentBot.Workflow.Timeline;
using Npgsql;

namespace IncidentBot.Store.Postgres;

/// <summary>The inbox on PostgreSQL; any node takes in, and deliveries that arrive together share a commit.</summary>
internal sealed class PostgresInbox : IInbox, IAsyncDisposable
{
    private static readonly SqlFile Sql = SqlFile.Load("postgres/sql/inbox.sql");
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly PostgresConnections _connections;
    private readonly PostgresPulse _pulse;
    private readonly TimeProvider _clock;
    private readonly GroupCommit<InboxItem, InboxReceipt> _group;

    internal PostgresInbox(PostgresConnections connections, PostgresPulse pulse, TimeProvider clock)
    {
        _connections = connections;
        _pulse = pulse;
        _clock = clock;
        _group = new GroupCommit<InboxItem, InboxReceipt>(batch => Take(batch, CancellationToken.None));
    }

    private sealed record Row(long Id, string Kind, string Key, string Payload, string ReceivedAt, long Attempts, string? Reason)
    {
        internal InboxEntry Entry =>
            new(Id, PostgresText.Read(Kind)!, PostgresText.Read(Key)!, PostgresText.Read(Payload)!, UtcText.Read(ReceivedAt), (int)Attempts, PostgresText.Read(Reason));
    }

    private string Now => UtcText.Of(_clock.GetUtcNow());

    public async Task<InboxReceipt> Add(InboxItem item, CancellationToken cancel)
    {
        var receipt = await _group.Add(item, cancel);
        if (receipt == InboxReceipt.Accepted) _pulse.Raise(_pulse.Inbox);
        return receipt;
    }

    public async Task<InboxLoad> Load(CancellationToken cancel) => new((int)await _connections.Value<long>(Sql["load"], null, cancel), null);

    public Task<IReadOnlyList<InboxEntry>> Pending(int max, CancellationToken cancel) => Entries(_connections, Sql["pending"], new { now = Now, max }, cancel);

    public Task<IReadOnlyList<InboxEntry>> Parked(int max, CancellationToken cancel) => Parked(_connections, max, cancel);

    /// <summary>The same of a database that is open to read only.</summary>
    internal static Task<IReadOnlyList<InboxEntry>> Parked(PostgresConnections connections, int max, CancellationToken cancel) => Entries(connections, Sql["parked"], new { max }, cancel);

    /// <summary>Puts a delivery back that was set aside; one of the kind <paramref name="was"/> gets another. Nodes look each second.</summary>
    internal static async Task<bool> Again(PostgresConnections connections, long id, string was, string becomes, CancellationToken cancel) =>
        await connections.Execute(Sql["again"], new { id, was, becomes }, cancel) == 1;

    public Task Done(IReadOnlyList<long> ids, CancellationToken cancel) =>
        ids.Count == 0 ? Task.CompletedTask : _connections.Execute(Sql["done"], new { ids = ids.ToArray() }, cancel);

    public async Task Retry(long id, string reason, DateTimeOffset notBefore, CancellationToken cancel)
    {
        await _connections.Execute(Sql["retry"], new { id, reason = PostgresText.Write(reason), notBefore = UtcText.Of(notBefore) }, cancel);
        _pulse.Raise(_pulse.Inbox);
    }

    public Task Park(long id, string reason, CancellationToken cancel) => _connections.Execute(Sql["park"], new { id, reason = PostgresText.Write(reason) }, cancel);

    public Task<int> Forget(DateTimeOffset before, CancellationToken cancel) => _connections.Execute(Sql["forget"], new { before = UtcText.Of(before) }, cancel);

    public async Task Arrived(CancellationToken cancel)
    {
        var due = await _connections.Value<string>(Sql["due"], new { now = Now }, cancel);
        await _pulse.Inbox.Wait(Until.Due(due, _clock, LongestWait), _clock, cancel);
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();

    private static async Task<IReadOnlyList<InboxEntry>> Entries(PostgresConnections connections, string sql, object parameters, CancellationToken cancel) =>
        [.. (await connections.Rows<Row>(sql, parameters, cancel)).Select(r => r.Entry)];

    private Task<IReadOnlyList<InboxReceipt>> Take(IReadOnlyList<InboxItem> items, CancellationToken never) => _connections.Use(
        async connection =>
        {
            var keys = items.Select(i => (Kind: PostgresText.Write(i.Kind)!, Key: PostgresText.Write(i.Key)!)).ToList();
            await using var add = new NpgsqlCommand(Sql["add"], connection)
            {
                Parameters =
                {
                    Texts(keys.Select(k => k.Kind)), Texts(keys.Select(k => k.Key)),
                    Texts(items.Select(i => PostgresText.Write(i.Payload)!)), Texts(items.Select(i => UtcText.Of(i.ReceivedAt))),
                },
            };
            var added = new HashSet<(string, string)>();
            await using (var found = await add.ExecuteReaderAsync(never))
            {
                while (await found.ReadAsync(never)) added.Add((found.GetString(0), found.GetString(1)));
            }

            // Of equal ones in one batch the first was taken.
            return (IReadOnlyList<InboxReceipt>)[.. keys.Select(k => added.Remove(k) ? InboxReceipt.Accepted : InboxReceipt.Duplicate)];
        },
        never);

    private static NpgsqlParameter<string[]> Texts(IEnumerable<string> values) => new() { TypedValue = [.. values] };
}
