using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Store.Sqlite;

/// <summary>Reads on pooled read-only connections of their own: never behind the writer, and never in its way (WAL).</summary>
internal sealed class SqliteReader(string connectionString, string database) : IDisposable
{
    private volatile bool _closed;

    /// <summary>Reads all rows of a query.</summary>
    internal async Task<List<T>> Rows<T>(string sql, object? parameters, CancellationToken cancel)
    {
        if (_closed) throw new StoreUnavailableException("The store has been closed: incidentbot is stopping.");
        try
        {
            await using var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync(cancel);
            return (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancel))).AsList();
        }
        catch (DbException e)
        {
            throw StoreTrouble.Explain(e, database);
        }
    }

    /// <summary>Reads the first row's value, or the type's default if there is none or it is null.</summary>
    internal async Task<T?> Value<T>(string sql, object? parameters, CancellationToken cancel) =>
        (await Rows<T?>(sql, parameters, cancel)).FirstOrDefault();

    /// <summary>Closes the pooled connections; repeated, also those that were in use before.</summary>
    public void Dispose()
    {
        _closed = true;
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
