using Dapper;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Store.Sqlite;

/// <summary>An open data folder: its lock, its database with one writer and many readers, its signing key, and the ports on them.</summary>
internal sealed class SqliteStore : IAsyncDisposable
{
    private readonly FolderLock _lock;
    private readonly SqliteReader _reader;

    private SqliteStore(DataFolder folder, FolderLock taken, SqliteWriter writer, HeadSigner signer, long lastPosition, long term, TimeProvider clock)
    {
        Folder = folder;
        Writer = writer;
        Signer = signer;
        _lock = taken;
        _reader = Reader(folder);
        Inbox = new SqliteInbox(writer, _reader, clock);
        Outbox = new SqliteOutbox(writer, _reader, clock);
        Events = new SqliteEventStore(writer, new SqliteLog(_reader), lastPosition);
        Checkpoints = new SqliteCheckpoints(writer, _reader);
        Lease = new SqliteLease(term);
        Intents = new SqliteIntents(writer, _reader);
    }

    internal DataFolder Folder { get; }

    internal SqliteWriter Writer { get; }

    internal HeadSigner Signer { get; }

    internal SqliteEventStore Events { get; }

    internal SqliteInbox Inbox { get; }

    internal SqliteOutbox Outbox { get; }

    internal SqliteCheckpoints Checkpoints { get; }

    internal SqliteLease Lease { get; }

    internal SqliteIntents Intents { get; }

    /// <summary>Opens a data folder, making what is missing; throws <see cref="StoreUnavailableException"/> with what to do.</summary>
    internal static SqliteStore Open(string folder, TimeProvider clock)
    {
        var files = new DataFolder(folder);
        files.Create();
        var taken = FolderLock.Take(files);
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection(ConnectionString(files, SqliteOpenMode.ReadWriteCreate));
            connection.Open();
            Prepare(connection, files.Database);
            var last = connection.ExecuteScalar<long>(SqliteEventStore.LastPosition);
            var signer = HeadSigner.Open(files);

            // Whoever opens the folder next gets a larger one, however this process ends.
            var term = connection.ExecuteScalar<long>("UPDATE terms SET term = term + 1 RETURNING term");
            return new SqliteStore(files, taken, new SqliteWriter(connection, files.Database), signer, last, term, clock);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            connection?.Dispose();
            taken.Dispose();
            if (StoreTrouble.Explain(e, files.Database) is StoreUnavailableException explained && explained != e) throw explained;
            throw;
        }
    }

    /// <summary>Reads a data folder's log beside the process that has it open; appends nothing.</summary>
    internal static SqliteReader Reader(DataFolder folder) =>
        new(ConnectionString(folder, SqliteOpenMode.ReadOnly), folder.Database);

    /// <summary>A connection for one short write beside the process that has the folder open; the file's own lock keeps the two apart.</summary>
    internal static SqliteConnection Beside(DataFolder folder) => new(ConnectionString(folder, SqliteOpenMode.ReadWrite));

    /// <summary>Finishes the queued writes and closes everything; the ports answer <see cref="StoreUnavailableException"/> from then on.</summary>
    public async ValueTask DisposeAsync()
    {
        // Readers first: the last connection to close is then the writer's, and it folds the write-ahead log into the database.
        _reader.Dispose();
        await Writer.DisposeAsync();
        _reader.Dispose();
        Signer.Dispose();
        _lock.Dispose();
    }

    private static void Prepare(SqliteConnection connection, string database)
    {
        var mode = connection.ExecuteScalar<string>("PRAGMA journal_mode = WAL");
        if (mode != "wal")
        {
            throw new StoreUnavailableException($"The file system of {database} has no shared memory, which write-ahead logging needs. Set Store:Folder to a local disk.");
        }

        // FULL: in WAL each commit is on the disk before it is acknowledged.
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA journal_size_limit = 67108864;");
        SchemaVersion.Apply(connection, database);
    }

    private static string ConnectionString(DataFolder folder, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = folder.Database, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString();
}
