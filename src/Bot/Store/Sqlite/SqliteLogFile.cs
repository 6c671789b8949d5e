namespace IncidentBot.Store.Sqlite;

/// <summary>The log of a data folder, opened to read only: beside a running incidentbot or without one, and without the folder's lock.</summary>
internal sealed class SqliteLogFile : IEventStore, IDisposable
{
    private readonly SqliteReader _reader;
    private readonly SqliteLog _log;

    private SqliteLogFile(SqliteReader reader)
    {
        _reader = reader;
        _log = new SqliteLog(reader);
    }

    /// <summary>Opens a folder's log; throws <see cref="StoreUnavailableException"/> with what to do if there is none, or if a newer version wrote it.</summary>
    internal static async Task<SqliteLogFile> Open(DataFolder folder, CancellationToken cancel)
    {
        if (!File.Exists(folder.Database))
        {
            throw new StoreUnavailableException($"There is no log in {folder.Path}. Start this from the folder that incidentbot runs in, or set Store:Folder to its data folder.");
        }

        var reader = SqliteStore.Reader(folder);
        try
        {
            var found = await reader.Value<long>("SELECT COALESCE(MAX(version), 0) FROM schema_version", [], cancel);
            return found <= SchemaVersion.Known
                ? new SqliteLogFile(reader)
                : throw new StoreUnavailableException($"{folder.Database} has schema version {found}, and this incidentbot knows versions up to {SchemaVersion.Known}. Use the version that wrote it.");
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public Task<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, CancellationToken cancel) => _log.ReadStream(stream, afterVersion, cancel);

    public Task<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int max, CancellationToken cancel) => _log.ReadAll(afterPosition, max, cancel);

    public Task<IReadOnlyList<string>> Streams(string prefix, CancellationToken cancel) => _log.Streams(prefix, cancel);

    public Task<AppendResult> Append(IReadOnlyList<StreamAppend> appends, long? completes, CancellationToken cancel) =>
        throw new NotSupportedException("This log is open to read only.");

    /// <summary>Deliveries that were set aside, oldest first.</summary>
    internal Task<IReadOnlyList<InboxEntry>> Parked(int max, CancellationToken cancel) => SqliteInbox.Parked(_reader, max, cancel);

    public Task Appended(long afterPosition, CancellationToken cancel) => throw new NotSupportedException("This log tells no news.");

    public void Dispose() => _reader.Dispose();
}
