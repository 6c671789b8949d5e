using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Store.Sqlite;

/// <summary>Reads the log.</summary>
internal sealed class SqliteLog(SqliteReader reader)
{
    private static readonly SqlFile Sql = SqlFile.Load("sql/events.sql");

    private sealed record Row(
        long Position, string Stream, long Version, string Type, string Data, string At, string PrevHash, string Hash)
    {
        internal StoredEvent Event => new(Position, Stream, Version, Type, Data, UtcText.Read(At), PrevHash, Hash);
    }

    internal async Task<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, CancellationToken cancel) =>
        Events(await reader.Rows<Row>(Sql["stream"], [("stream", stream), ("afterVersion", afterVersion)], cancel));

    internal async Task<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int max, CancellationToken cancel) =>
        Events(await reader.Rows<Row>(Sql["all"], [("afterPosition", afterPosition), ("max", max)], cancel));

    internal async Task<IReadOnlyList<string>> Streams(string prefix, CancellationToken cancel)
    {
        var names = await reader.Rows<string>(Sql["streams"], [("prefix", prefix)], cancel);
        // SQLite's order is that of UTF-8 bytes, which is not the ordinal order of UTF-16.
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static StoredEvent[] Events(List<Row> rows) => [.. rows.Select(r => r.Event)];
}
