using IncidentBot.Store;
using IncidentBot.Store.Postgres;

namespace IncidentBot.Bot.Tests.Store.Postgres;

/// <summary>Options of nodes on the tests' server.</summary>
internal static class PostgresNode
{
    internal static StoreOptions Options(string connection, string folder = "data", string lease = "10s", string every = "2s", string node = "node") => new()
    {
        Kind = StoreOptions.PostgreSql,
        Folder = folder,
        Postgres = new PostgresOptions { Connection = connection, Node = node, Lease = lease, RenewEvery = every },
    };

    /// <summary>One of several stores on a database: without key and lease.</summary>
    internal static Task<PostgresStore> Bare(string connection, CancellationToken cancel) =>
        PostgresStore.Open(Options(connection), PostgresTuning.Bare, TimeProvider.System, null, cancel);
}
