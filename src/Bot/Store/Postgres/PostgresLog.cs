using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Store.Postgres;

/// <summary>Reads the log; appends nothing.</summary>
internal sealed class PostgresLog(PostgresConnections connections) : IEventStore
{
    private static readonly SqlFile Sql = SqlFile.Load("postgres/sql/events.sql");

    private sealed record Row(
        long Position, string Stream, long Version, string Type, string Data, string At, string PrevHash, string Hash)
    {
        internal StoredEvent Event => new(Position, Stream, Version, Type, Data, UtcText.Read(At), PrevHash, Hash);
    }

    public async Task<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, CancellationToken cancel) =>
        Events(await connections.Rows<Row>(Sql["stream"], new { stream, afterVersion }, cancel));

    public async Task<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int max, CancellationToken cancel) =>
        Events(await connections.Rows<Row>(Sql["all"], new { afterPosition, max }, cancel));

    public async Task<IReadOnlyList<string>> Streams(string prefix, CancellationToken cancel)
    {
        var names = await connections.Rows<string>(Sql["streams"], new { prefix }, cancel);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    public Task<AppendResult> Append(IReadOnlyList<StreamAppend> appends, long? completes, CancellationToken cancel) =>
        throw new NotSupportedException("This log is open to read only.");

    public Task Appended(long afterPosition, CancellationToken cancel) => throw new NotSupportedException("This log tells no news.");

    private static StoredEvent[] Events(List<Row> rows) => [.. rows.Select(r => r.Event)];
}
