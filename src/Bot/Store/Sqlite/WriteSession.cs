using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IncidentBot.Store.Sqlite;

/// <summary>The writer's connection, with its statements kept prepared: they are the same few, thousands of times a second.</summary>
internal sealed class WriteSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    /// <summary>Whether a transaction is open. SQLite itself ends it on a full disk and the like.</summary>
    internal bool InTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

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
    internal int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => Bound(sql, parameters).ExecuteNonQuery();

    /// <summary>Runs a statement; the answer is the first column of its first row, or null.</summary>
    internal object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var value = Bound(sql, parameters).ExecuteScalar();
        return value is DBNull ? null : value;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Bound(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command)) _prepared[sql] = command = Prepare(sql, parameters);
        for (var i = 0; i < parameters.Length; i++) command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        return command;
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from the embedded .sql files only.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, _) in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = "@" + name });
        return command;
    }
}
