using IncidentBot.Store.Postgres;
using IncidentBot.Store.Sqlite;

namespace IncidentBot.Store;

/// <summary>The log of a configured store, opened to read only: beside running nodes or without one; with the key that signs its heads, if that is here.</summary>
internal sealed class StoredLog : IAsyncDisposable
{
    private readonly IAsyncDisposable? _closes;
    private readonly DataFolder _folder;

    private StoredLog(IEventStore events, HeadSigner? signer, string keyFile, DataFolder folder, IAsyncDisposable? closes)
    {
        Events = events;
        Signer = signer;
        KeyFile = keyFile;
        _closes = closes;
        _folder = folder;
    }

    internal IEventStore Events { get; }

    /// <summary>Null where the key is not here: one is not made, for its signature would prove nothing of this log.</summary>
    internal HeadSigner? Signer { get; }

    internal string KeyFile { get; }

    /// <summary>Throws <see cref="StoreUnavailableException"/> with what to do if there is no log, or if a newer version wrote it.</summary>
    internal static async Task<StoredLog> Open(StoreOptions options, CancellationToken cancel)
    {
        var folder = new DataFolder(options.Folder);
        if (!options.IsPostgres)
        {
            return new StoredLog(
                await SqliteLogFile.Open(folder, cancel), File.Exists(folder.SigningKey) ? HeadSigner.Open(folder) : null, folder.SigningKey, folder, null);
        }

        var connections = PostgresConnections.To(options.Postgres);
        try
        {
            await PostgresSchema.Check(connections, cancel);
            var (file, signer) = await SharedKey.Find(connections, options, cancel);
            return new StoredLog(new PostgresLog(connections), signer, file, folder, connections);
        }
        catch
        {
            await connections.DisposeAsync();
            throw;
        }
    }

    /// <summary>Deliveries that were set aside, oldest first.</summary>
    internal Task<IReadOnlyList<InboxEntry>> Parked(int max, CancellationToken cancel) => _closes is PostgresConnections connections
        ? PostgresInbox.Parked(connections, max, cancel) : ((SqliteLogFile)Events).Parked(max, cancel);

    /// <summary>Puts a delivery back that was set aside, to be handled anew, beside running nodes or without one; false if there is none of this number.</summary>
    /// <remarks>The one change that is made from here. One of the kind <paramref name="was"/> becomes one of <paramref name="becomes"/>.</remarks>
    internal Task<bool> Again(long id, string was, string becomes, CancellationToken cancel) => _closes is PostgresConnections connections
        ? PostgresInbox.Again(connections, id, was, becomes, cancel) : SqliteInbox.Again(_folder, id, was, becomes, cancel);

    public async ValueTask DisposeAsync()
    {
        Signer?.Dispose();
        (Events as IDisposable)?.Dispose();
        if (_closes is not null) await _closes.DisposeAsync();
    }
}
