using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Store.Postgres;
using IncidentBot.Workflow.Incidents;
using Npgsql;

namespace IncidentBot.Acceptance.Faults;

/// <summary>The database that two nodes share, seen beside them. Every append leaves a note of who wrote it, under whose lease.</summary>
internal sealed class FaultDatabase : IAsyncDisposable
{
    internal static readonly string[] Names = ["first", "second"];

    private readonly PostgresConnections connections;

    internal FaultDatabase(PostgresServer server)
    {
        Connection = server.NewDatabase();
        connections = PostgresConnections.To(PostgresNode.Options(Connection).Postgres);
    }

    internal string Connection { get; }

    /// <summary>The section "Store" of a node's settings.</summary>
    /// <param name="server">The server's address as the node sees it; null for the test's own.</param>
    internal object Settings(int node, string folder, string lease, (string Host, int Port)? server)
    {
        // The node's name is the connection's too: the server tells whose sessions are whose.
        var own = new NpgsqlConnectionStringBuilder(Connection) { ApplicationName = Names[node] };
        if (server is { } other)
        {
            // A line that is cut is silent: what was on its way is to arrive when it is mended.
            (own.Host, own.Port, own.CommandTimeout) = (other.Host, other.Port, 60);
        }

        return new
        {
            Kind = "postgres",
            Folder = Path.Combine(folder, "data"),
            Postgres = new { Connection = own.ConnectionString, Node = Names[node], Lease = lease, RenewEvery = "500ms" },
        };
    }

    /// <summary>From now on each append notes its writer and the lease's holder, read in its own transaction.</summary>
    internal Task Watch(CancellationToken cancel) => Do("""
        CREATE TABLE writers (position bigint PRIMARY KEY, writer text NOT NULL, holder text NOT NULL, term bigint NOT NULL);
        CREATE FUNCTION note_writer() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO writers SELECT NEW.position, split_part(current_setting('application_name'), '|', 1), split_part(holder, '/', 1), term FROM leases;
          RETURN NEW;
        END $$;
        CREATE TRIGGER events_have_a_writer AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION note_writer();
        """, cancel);

    /// <summary>Who wrote without holding the lease: nobody may have. And terms in the order of the log.</summary>
    internal async Task<(IReadOnlyList<string> Strangers, IReadOnlyList<long> Terms)> Writers(CancellationToken cancel) => (
        await Rows<string>("SELECT position || ' ' || writer || ' while ' || holder || ' worked' FROM writers WHERE writer <> holder", cancel),
        await Rows<long>("SELECT term FROM writers ORDER BY position", cancel));

    /// <summary>The node that works now; -1 for none.</summary>
    internal async Task<int> Active(CancellationToken cancel) => Array.IndexOf(Names, await Holder(cancel));

    internal async Task<string> Holder(CancellationToken cancel) =>
        (await Rows<string>("SELECT split_part(holder, '/', 1) FROM leases", cancel)).FirstOrDefault() ?? "";

    internal async Task<long> Term(CancellationToken cancel) => (await Rows<long>("SELECT term FROM leases", cancel)).FirstOrDefault();

    /// <summary>An incident's log as it stands; a server that is too busy to answer is asked again.</summary>
    internal async Task<IReadOnlyList<IncidentEvent>> Events(string incident, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return [.. (await new PostgresLog(connections).ReadStream(incident, 0, cancel)).Select(e => (IncidentEvent)IncidentLog.Typed(e))];
            }
            catch (StoreUnavailableException) when (attempt < 10)
            {
                await Task.Delay(200, cancel);
            }
        }
    }

    internal Task Do(string sql, CancellationToken cancel) => connections.Execute(sql, null, cancel);

    internal Task<List<T>> Rows<T>(string sql, CancellationToken cancel) => connections.Rows<T>(sql, null, cancel);

    internal Task Do(string sql, object parameters, CancellationToken cancel) => connections.Execute(sql, parameters, cancel);

    public ValueTask DisposeAsync() => connections.DisposeAsync();
}
