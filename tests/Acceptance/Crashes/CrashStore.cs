using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Store;
using IncidentBot.Store.Postgres;
using IncidentBot.Store.Sqlite;

namespace IncidentBot.Acceptance.Crashes;

/// <summary>Where the bots under test keep their log, and how a test looks at it beside them.</summary>
internal abstract class CrashStore : IAsyncDisposable
{
    internal abstract int Nodes { get; }

    /// <summary>The section "Store" of a node's settings.</summary>
    internal abstract object Settings(int node);

    /// <summary>The node that works now.</summary>
    internal abstract Task<int> Active(CancellationToken cancel);

    /// <summary>A stream as it stands; nothing while the store is being made.</summary>
    internal abstract Task<IReadOnlyList<StoredEvent>> Read(string stream, CancellationToken cancel);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A data folder, and one process on it.</summary>
internal sealed class SqliteCrashStore(string folder) : CrashStore
{
    private readonly DataFolder data = new(Path.Combine(folder, "data"));

    internal override int Nodes => 1;

    internal override object Settings(int node) => new { Folder = data.Path };

    internal override Task<int> Active(CancellationToken cancel) => Task.FromResult(0);

    internal override async Task<IReadOnlyList<StoredEvent>> Read(string stream, CancellationToken cancel)
    {
        try
        {
            using var reader = SqliteStore.Reader(data);
            return await new SqliteLog(reader).ReadStream(stream, 0, cancel);
        }
        catch (Exception e) when (e is StoreUnavailableException or Microsoft.Data.Sqlite.SqliteException)
        {
            return [];
        }
    }
}

/// <summary>A database, and two processes on it; they share the folder of the local chat, which is no part of the store.</summary>
internal sealed class PostgresCrashStore : CrashStore
{
    private static readonly string[] Names = ["first", "second"];

    private readonly string folder;
    private readonly string connection;
    private readonly PostgresConnections connections;

    /// <param name="server">The server of a new database; without it the one that tests share.</param>
    internal PostgresCrashStore(string folder, PostgresServer? server = null)
    {
        this.folder = folder;
        connection = (server ?? PostgresServer.Shared).NewDatabase();
        connections = PostgresConnections.To(PostgresNode.Options(connection).Postgres);
    }

    internal override int Nodes => Names.Length;

    internal PostgresConnections Connections => connections;

    internal override object Settings(int node) => new
    {
        Kind = "postgres",
        Folder = Path.Combine(folder, "data"),
        Postgres = new { Connection = connection, Node = Names[node], Lease = "3s", RenewEvery = "500ms" },
    };

    internal override async Task<int> Active(CancellationToken cancel) =>
        Array.IndexOf(Names, (await connections.Value<string>("SELECT holder FROM leases", null, cancel))!.Split('/')[0]);

    internal override async Task<IReadOnlyList<StoredEvent>> Read(string stream, CancellationToken cancel)
    {
        try
        {
            return await new PostgresLog(connections).ReadStream(stream, 0, cancel);
        }
        catch (StoreUnavailableException)
        {
            return [];
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await connections.DisposeAsync();
        await base.DisposeAsync();
    }
}
