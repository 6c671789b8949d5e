using Dapper;
using IncidentBot.Store.Sqlite;
using IncidentBot.Workflow.Timeline;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace IncidentBot.Store.Postgres;

/// <summary>Copies a data folder's store into an empty database: all of it in one transaction, which commits only when every chain of hashes holds there.</summary>
internal sealed class SqliteImport(SqliteStore from, PostgresStore to)
{
    private static readonly (string Name, string[] Columns, string OrderedBy)[] Tables =
    [
        ("events", ["position", "stream", "version", "type", "data", "at", "prev_hash", "hash"], "position"),
        ("inbox", ["id", "kind", "key", "payload", "received_at", "state", "attempts", "not_before", "reason"], "id"),
        ("outbox", ["id", "key", "room", "kind", "payload", "priority", "tag", "at", "place", "since", "state", "attempts", "not_before", "reason", "platform_id", "sent_at"], "id"),
        ("checkpoints", ["follower", "position"], "follower"),
        ("intents", ["id", "platform", "kind", "room", "key", "at", "asked", "result"], "id"),
    ];

    /// <summary>Tables whose next id the database gives.</summary>
    private static readonly string[] Numbered = ["inbox", "outbox", "intents"];

    /// <summary>The rows copied of each table, in the order of a report. Throws <see cref="StoreUnavailableException"/> with what to do; nothing is kept then.</summary>
    internal Task<IReadOnlyList<(string Table, long Rows)>> Run(CancellationToken cancel) => to.Connections.Use(
        async target =>
        {
            await using var transaction = await target.BeginTransactionAsync(cancel);
            await Do(target, "LOCK TABLE events, inbox, outbox, checkpoints, intents, leases IN EXCLUSIVE MODE", null, cancel);
            await Empty(target, cancel);
            var copied = new List<(string, long)>();
            await using (var source = new SqliteConnection($"Data Source={from.Folder.Database};Mode=ReadOnly;Pooling=False"))
            {
                await source.OpenAsync(cancel);
                foreach (var table in Tables) copied.Add((table.Name, await Copy(source, target, table.Name, table.Columns, table.OrderedBy, cancel)));
            }

            foreach (var table in Numbered)
            {
                await Do(target, $"SELECT setval(pg_get_serial_sequence('{table}', 'id'), GREATEST((SELECT MAX(id) FROM {table}), 1))", null, cancel);
            }

            // Steps have been told the terms of the folder: those of the database go on from there.
            await Do(target, "INSERT INTO leases (name, holder, term, length_ms, expires_at) VALUES ('work', '', @term, 0, now())", new { term = from.Lease.Term }, cancel);
            await Do(target, "INSERT INTO installation (public_key) VALUES (@key) ON CONFLICT (only_one) DO UPDATE SET public_key = excluded.public_key", new { key = from.Signer.PublicKeyPem }, cancel);
            await Verify(target, copied[0].Item2, cancel);
            await transaction.CommitAsync(cancel);
            return (IReadOnlyList<(string, long)>)copied;
        },
        cancel);

    private async Task Empty(NpgsqlConnection target, CancellationToken cancel)
    {
        foreach (var table in Tables.Select(t => t.Name).Append("leases"))
        {
            if (await target.ExecuteScalarAsync<bool>(new CommandDefinition($"SELECT EXISTS (SELECT 1 FROM {table})", cancellationToken: cancel)))
            {
                throw new StoreUnavailableException($"{to.Database} is not empty: its table {table} has rows. Copy into a new database, or name another Store:Postgres:Schema.");
            }
        }
    }

    private static async Task<long> Copy(SqliteConnection source, NpgsqlConnection target, string table, string[] columns, string orderedBy, CancellationToken cancel)
    {
        var names = string.Join(", ", columns);
        var count = 0L;
        await using var rows = await source.ExecuteReaderAsync(new CommandDefinition($"SELECT {names} FROM {table} ORDER BY {orderedBy}", cancellationToken: cancel));
        await using var import = await target.BeginBinaryImportAsync($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)", cancel);
        for (; await rows.ReadAsync(cancel); count++)
        {
            await import.StartRowAsync(cancel);
            for (var i = 0; i < columns.Length; i++)
            {
                await (rows.GetValue(i) switch
                {
                    DBNull => import.WriteNullAsync(cancel),
                    long number => import.WriteAsync(number, NpgsqlDbType.Bigint, cancel),
                    var text => import.WriteAsync(PostgresText.Write((string)text)!, NpgsqlDbType.Text, cancel),
                });
            }
        }

        await import.CompleteAsync(cancel);
        return count;
    }

    /// <summary>Reads everything back in the order of its chains and computes each hash anew.</summary>
    private async Task Verify(NpgsqlConnection target, long copied, CancellationToken cancel)
    {
        var count = 0L;
        var (stream, version, hash) = ("", 0L, "");
        await using var rows = await target.ExecuteReaderAsync(new CommandDefinition(
            "SELECT stream, version, type, at, data, prev_hash, hash FROM events ORDER BY stream, version", cancellationToken: cancel));
        for (; await rows.ReadAsync(cancel); count++)
        {
            if (rows.GetString(0) != stream) (stream, version, hash) = (rows.GetString(0), 0, HashChain.Genesis(rows.GetString(0)));
            var next = HashChain.Next(hash, version + 1, rows.GetString(2), rows.GetString(3), rows.GetString(4));
            if (rows.GetInt64(1) != version + 1 || rows.GetString(5) != hash || rows.GetString(6) != next)
            {
                throw new StoreUnavailableException(
                    $"The chain of {stream} does not hold at version {rows.GetInt64(1)}, so that nothing was copied. If `incidentbot export {stream} --format json` and `verify` say so of {from.Folder.Path} too, that log was changed: restore a backup.");
            }

            (version, hash) = (version + 1, next);
        }

        if (count != copied) throw new StoreUnavailableException($"{copied} events were copied and {count} arrived in {to.Database}; nothing was kept. Try again.");
    }

    private static Task<int> Do(NpgsqlConnection target, string sql, object? parameters, CancellationToken cancel) =>
        target.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancel));
}
