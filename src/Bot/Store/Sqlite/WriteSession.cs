using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IncidentBot.Store.Sqlite;

/// <summary>The writer's connection.</summary>
internal sealed class WriteSession(SqliteConnection connection) : IDisposable
{
    private readonly PreparedStatements _statements = new(connection);

    /// <summary>Whether a transaction is open. SQLite itself ends it on a full disk and the like.</summary>
    internal bool InTransaction => raw.sqlite3_get_autocommit(_statements.Connection.Handle) == 0;

    internal void Begin() => Execute("BEGIN IMMEDIATE");

    internal void Commit() => Execute("COMMIT");

    internal void Rollback()
    {
        if (InTransaction) Execute("ROLLBACK");
    }

    /// <summary>Begins one caller's part of the transaction.</summary>
    internal void BeginPart() => Execute("SAVEPOINT part");

    /// <summary>Undoes what the caller's part has written so far.</summary>
    internal void UndoPart() => Execute("ROLLBACK TO part");

    internal void EndPart() => Execute("RELEASE part");

    /// <summary>Runs a statement; the answer is the number of rows it changed.</summary>
    internal int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        _statements.Bound(sql, parameters).ExecuteNonQuery();

    /// <summary>Runs a statement; the answer is the first column of its first row, or null.</summary>
    internal object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var value = _statements.Bound(sql, parameters).ExecuteScalar();
        return value is DBNull ? null : value;
    }

    public void Dispose() => _statements.Dispose();
}
