using System.Globalization;
using Dapper;
using Npgsql;

namespace IncidentBot.Store.Postgres;

/// <summary>Brings a database up to the schema that this program knows, and refuses one that is newer.</summary>
/// <remarks>Scripts are named postgres/schema/NNNN_what.sql, run in that order, all missing ones in one transaction, and never edited after a release.</remarks>
internal static class PostgresSchema
{
    private const string Folder = "postgres/schema";

    private static readonly (int Version, string Name)[] Scripts =
        [.. SqlFile.SchemaScripts(Folder).Select(n => (int.Parse(n.AsSpan(Folder.Length + 1, 4), CultureInfo.InvariantCulture), n))];

    /// <summary>The newest version that this program knows.</summary>
    internal static int Known => Scripts[^1].Version;

    internal static Task Apply(PostgresConnections connections, CancellationToken cancel) => connections.Use(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            // Nodes that start at once wait for each other here.
            await Do(connection, "SELECT pg_advisory_xact_lock(1229866585, hashtext(@schema))", new { schema = connections.Schema }, cancel);
            if (await Scalar(connection, "SELECT COUNT(*) FROM pg_namespace WHERE nspname = @schema", new { schema = connections.Schema }, cancel) == 0)
            {
                await Do(connection, $"CREATE SCHEMA \"{connections.Schema}\"", null, cancel);
            }

            if (await Scalar(connection, "SELECT COUNT(*) FROM pg_tables WHERE schemaname = @schema AND tablename = 'schema_version'", new { schema = connections.Schema }, cancel) == 0)
            {
                await Do(connection, "CREATE TABLE schema_version (version bigint PRIMARY KEY, script text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())", null, cancel);
            }

            var found = await Version(connection, cancel);
            Refuse(found, connections.Database);
            foreach (var (version, name) in Scripts.Where(s => s.Version > found))
            {
                await Do(connection, SqlFile.Text(name), null, cancel);
                await Do(connection, "INSERT INTO schema_version (version, script) VALUES (@version, @name)", new { version, name }, cancel);
            }

            await transaction.CommitAsync(cancel);
            return found;
        },
        cancel);

    /// <summary>Refuses a database that this program cannot read: a newer schema, or none.</summary>
    internal static Task Check(PostgresConnections connections, CancellationToken cancel) => connections.Use(
        async connection =>
        {
            if (await Scalar(connection, "SELECT COUNT(*) FROM pg_tables WHERE schemaname = @schema AND tablename = 'schema_version'", new { schema = connections.Schema }, cancel) == 0)
            {
                throw new StoreUnavailableException($"There is no log in {Lower(connections.Database)}. Check Store:Postgres:Connection and Store:Postgres:Schema, or start incidentbot once.");
            }

            var found = await Version(connection, cancel);
            Refuse(found, connections.Database);
            return found;
        },
        cancel);

    private static void Refuse(long found, string database)
    {
        if (found > Known)
        {
            throw new StoreUnavailableException(
                $"{database} has schema version {found}, and this incidentbot knows versions up to {Known}. "
                + "Run the version of incidentbot that wrote it, or restore a backup from before the upgrade.");
        }
    }

    private static string Lower(string database) => char.ToLowerInvariant(database[0]) + database[1..];

    private static Task<long> Version(NpgsqlConnection connection, CancellationToken cancel) => Scalar(connection, "SELECT COALESCE(MAX(version), 0) FROM schema_version", null, cancel);

    private static Task<long> Scalar(NpgsqlConnection connection, string sql, object? parameters, CancellationToken cancel) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, parameters, cancellationToken: cancel));

    private static Task<int> Do(NpgsqlConnection connection, string sql, object? parameters, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancel));
}
