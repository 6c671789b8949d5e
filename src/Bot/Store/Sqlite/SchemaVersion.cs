using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Store.Sqlite;

/// <summary>Brings a database up to the schema that this program knows, and refuses one that is newer.</summary>
/// <remarks>Scripts are named schema/NNNN_what.sql, run in that order, all missing ones in one transaction, and never edited after a release.</remarks>
internal static class SchemaVersion
{
    private const string Table = """
        CREATE TABLE IF NOT EXISTS schema_version (
          version    INTEGER PRIMARY KEY,
          script     TEXT NOT NULL,
          applied_at TEXT NOT NULL
        ) STRICT;
        """;

    private static readonly (int Version, string Name)[] Scripts =
        [.. SqlFile.SchemaScripts("schema").Select(n => (int.Parse(n.AsSpan("schema/".Length, 4), CultureInfo.InvariantCulture), n))];

    /// <summary>The newest version that this program knows.</summary>
    internal static int Known => Scripts[^1].Version;

    internal static void Apply(SqliteConnection connection, string database)
    {
        // Immediate: the version is read under the write lock.
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute(Table, transaction: transaction);
        var found = connection.ExecuteScalar<int>("SELECT COALESCE(MAX(version), 0) FROM schema_version", transaction: transaction);
        if (found > Known)
        {
            throw new StoreUnavailableException(
                $"{database} has schema version {found}, and this incidentbot knows versions up to {Known}. "
                + "Run the version of incidentbot that wrote it, or restore a backup from before the upgrade.");
        }

        foreach (var (version, name) in Scripts.Where(s => s.Version > found))
        {
            connection.Execute(SqlFile.Text(name), transaction: transaction);
            connection.Execute(
                "INSERT INTO schema_version (version, script, applied_at) VALUES (@version, @name, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
                new { version, name },
                transaction);
        }

        transaction.Commit();
    }
}
