using System.Data;
using Npgsql;

namespace IncidentBot.Store.Postgres;

/// <summary>Commits appends together, on a connection of its own: one look under the append lock, one write with its commit.</summary>
/// <remarks>
/// Two round trips and one flush for however many appends there are. The look under the lock tells losers apart before anything is
/// written; the unique key has the last word, should somebody write without the lock: the look is then taken anew.
/// </remarks>
internal sealed class PostgresAppends(PostgresConnections connections) : IAsyncDisposable
{
    private const int Attempts = 8;

    private static readonly SqlFile Sql = SqlFile.Load("postgres/sql/events.sql");

    private NpgsqlConnection? _connection;

    /// <summary>How the connection of appends stands; closed before the first.</summary>
    internal ConnectionState State => _connection?.FullState ?? ConnectionState.Closed;

    internal async Task<IReadOnlyList<AppendResult?>> Commit(IReadOnlyList<PendingAppend> batch, CancellationToken never)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _connection ??= await connections.Open(never);
                return await Together(_connection, batch, never);
            }
            catch (Exception e)
            {
                // A keepalive found it broken while nobody appended, on a node that stood by: nothing was sent, and another connection may serve.
                var wasGone = e is InvalidOperationException && !State.HasFlag(ConnectionState.Open);
                await GiveBack(never);
                if (attempt < Attempts && (wasGone || Overtaken(e) || PostgresTrouble.IsTransient(e))) continue;
                throw connections.Explained(e) ?? e;
            }
        }
    }

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static bool Overtaken(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    private static async Task<IReadOnlyList<AppendResult?>> Together(NpgsqlConnection connection, IReadOnlyList<PendingAppend> batch, CancellationToken never)
    {
        var decision = await Look(connection, batch, never);
        var results = batch.Select(decision.On).ToArray();
        await using var write = new NpgsqlBatch(connection);
        if (decision.Events.Count > 0)
        {
            write.BatchCommands.Add(Insert(decision.Events));
            if (decision.Completed.Count > 0) write.BatchCommands.Add(With(Sql["complete"], decision.Completed.ToArray()));
        }

        write.BatchCommands.Add(new NpgsqlBatchCommand(decision.Events.Count > 0 ? "COMMIT" : "ROLLBACK"));
        await write.ExecuteNonQueryAsync(never);
        return results;
    }

    private static async Task<AppendDecision> Look(NpgsqlConnection connection, IReadOnlyList<PendingAppend> batch, CancellationToken never)
    {
        var streams = batch.SelectMany(p => p.Appends).Select(a => a.Stream).Distinct(StringComparer.Ordinal).ToArray();
        var entries = batch.Select(p => p.Completes).OfType<long>().Distinct().ToArray();
        await using var look = new NpgsqlBatch(connection)
        {
            BatchCommands = { new NpgsqlBatchCommand("BEGIN"), new NpgsqlBatchCommand(Sql["lock"]), new NpgsqlBatchCommand(Sql["stand"]), With(Sql["heads"], streams) },
        };
        if (entries.Length > 0) look.BatchCommands.Add(With(Sql["open"], entries));

        await using var found = await look.ExecuteReaderAsync(never);
        await found.NextResultAsync(never);
        await found.ReadAsync(never);
        var (term, position) = (found.GetInt64(0), found.GetInt64(1));
        var heads = new Dictionary<string, (long, string)>(StringComparer.Ordinal);
        await found.NextResultAsync(never);
        while (await found.ReadAsync(never)) heads[found.GetString(0)] = (found.GetInt64(1), found.GetString(2));
        var open = new HashSet<long>();
        if (await found.NextResultAsync(never))
        {
            while (await found.ReadAsync(never)) open.Add(found.GetInt64(0));
        }

        return new AppendDecision(term, position, heads, open);
    }

    private static NpgsqlBatchCommand Insert(IReadOnlyList<ChainedEvent> events) => new(Sql["append"])
    {
        Parameters =
        {
            Column(events, e => e.Position), Column(events, e => e.Stream), Column(events, e => e.Version), Column(events, e => e.Type),
            Column(events, e => e.Data), Column(events, e => e.At), Column(events, e => e.PrevHash), Column(events, e => e.Hash),
        },
    };

    private static NpgsqlParameter<T[]> Column<T>(IReadOnlyList<ChainedEvent> events, Func<ChainedEvent, T> of) => new() { TypedValue = [.. events.Select(of)] };

    private static NpgsqlBatchCommand With<T>(string sql, T[] values) => new(sql) { Parameters = { new NpgsqlParameter<T[]> { TypedValue = values } } };

    /// <summary>A connection in the midst of a transaction is closed: the server undoes it.</summary>
    private async Task GiveBack(CancellationToken never)
    {
        if (_connection is not { } broken) return;
        _connection = null;
        try
        {
            if (broken.FullState.HasFlag(ConnectionState.Open))
            {
                await using var rollback = new NpgsqlCommand("ROLLBACK", broken);
                await rollback.ExecuteNonQueryAsync(never);
            }
        }
        catch (NpgsqlException)
        {
            // It is broken, and the server undoes what it had begun.
        }

        await broken.DisposeAsync();
    }
}
