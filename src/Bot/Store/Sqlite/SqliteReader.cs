using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Store.Sqlite;

/// <summary>Reads on read-only connections of their own, a few of which stay open: never behind the writer, and never in its way (WAL).</summary>
internal sealed class SqliteReader(string connectionString, string database) : IDisposable
{
    private const int MostIdle = 4;

    private readonly ConcurrentBag<PreparedStatements> _idle = [];
    private volatile bool _closed;

    /// <summary>Reads all rows of a query.</summary>
    internal async Task<List<T>> Rows<T>(string sql, (string Name, object? Value)[] parameters, CancellationToken cancel)
    {
        if (_closed) throw new StoreUnavailableException("The store has been closed: incidentbot is stopping.");
        PreparedStatements? session = null;
        try
        {
            if (!_idle.TryTake(out session)) session = await Open(cancel);
            var rows = new List<T>();
            await using (var found = await session.Bound(sql, parameters).ExecuteReaderAsync(cancel))
            {
                var row = found.GetRowParser(typeof(T));
                while (await found.ReadAsync(cancel)) rows.Add((T)row(found));
            }

            // Only what went well is used again: trouble may come from the connection itself.
            GiveBack(session);
            session = null;
            return rows;
        }
        catch (DbException e)
        {
            throw StoreTrouble.Explain(e, database);
        }
        finally
        {
            session?.Dispose();
        }
    }

    /// <summary>Reads the first row's value, or the type's default if there is none or it is null.</summary>
    internal async Task<T?> Value<T>(string sql, (string Name, object? Value)[] parameters, CancellationToken cancel) =>
        (await Rows<T?>(sql, parameters, cancel)).FirstOrDefault();

    /// <summary>Closes the idle connections; one that is in use is closed when it is given back.</summary>
    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var session)) session.Dispose();
    }

    private async Task<PreparedStatements> Open(CancellationToken cancel)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancel);
            return new PreparedStatements(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private void GiveBack(PreparedStatements session)
    {
        if (_idle.Count < MostIdle) _idle.Add(session);
        else session.Dispose();

        // Closed meanwhile: whoever closed it may have looked before this one came back.
        if (_closed) Dispose();
    }
}
