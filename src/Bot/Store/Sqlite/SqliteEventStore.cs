using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Store.Sqlite;

/// <summary>The log on SQLite. Each append computes its part of the hash chain inside its transaction.</summary>
internal sealed class SqliteEventStore(SqliteWriter writer, SqliteLog log, long lastPosition) : IEventStore
{
    private static readonly SqlFile Sql = SqlFile.Load("sql/events.sql");
    private static readonly string HashOf = Sql["hash"];
    private static readonly string Insert = Sql["append"];
    private static readonly string Complete = Sql["complete"];

    private readonly PositionSignal _appended = new(lastPosition);

    internal static string LastPosition => Sql["last"];

    public async Task<AppendResult> Append(IReadOnlyList<StreamAppend> appends, long? completes, CancellationToken cancel)
    {
        var canonical = CheckedAppends.Of(appends);
        var result = await writer.Write(session => AppendAll(session, canonical, completes), cancel);
        if (result is AppendResult.Appended appended) _appended.Reached(appended.Position);
        return result;
    }

    public Task<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, CancellationToken cancel) =>
        log.ReadStream(stream, afterVersion, cancel);

    public Task<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int max, CancellationToken cancel) =>
        log.ReadAll(afterPosition, max, cancel);

    public Task<IReadOnlyList<string>> Streams(string prefix, CancellationToken cancel) => log.Streams(prefix, cancel);

    public Task Appended(long afterPosition, CancellationToken cancel) => _appended.Past(afterPosition, cancel);

    private static AppendResult AppendAll(WriteSession session, StreamAppend[] appends, long? completes)
    {
        if (completes is { } entry && session.Execute(Complete, ("id", entry)) == 0) return new AppendResult.AlreadyDone();
        var position = 0L;
        foreach (var append in appends)
        {
            if (AppendTo(session, append) is { } last)
            {
                position = last;
                continue;
            }

            session.UndoPart();
            return new AppendResult.Conflict(append.Stream);
        }

        return new AppendResult.Appended(position);
    }

    /// <summary>The position of the last event; null if the stream is not at the expected version.</summary>
    private static long? AppendTo(WriteSession session, StreamAppend append)
    {
        // An event follows the one it names, which therefore must exist (no gaps); that nothing else follows it already is
        // for the unique key to say, and for nothing but the key.
        var version = append.ExpectedVersion;
        var hash = version == 0
            ? HashChain.Genesis(append.Stream)
            : (string?)session.Scalar(HashOf, ("stream", append.Stream), ("version", version));
        if (hash is null) return null;
        var position = 0L;
        foreach (var (type, data, at) in append.Events)
        {
            var time = UtcText.Of(at);
            var prev = hash;
            hash = HashChain.Next(prev, ++version, type, time, data);
            if (session.Scalar(
                Insert,
                ("stream", append.Stream), ("version", version), ("type", type), ("data", data), ("at", time), ("prevHash", prev), ("hash", hash)) is not long row)
            {
                return null;
            }

            position = row;
        }

        return position;
    }
}
