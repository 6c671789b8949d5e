using Microsoft.Data.Sqlite;

namespace IncidentBot.Store.Sqlite;

/// <summary>A connection with its statements kept prepared: they are the same few, thousands of times a second. For one caller at a time.</summary>
internal sealed class PreparedStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    internal SqliteConnection Connection => connection;

    /// <summary>The statement with its parameters set; it stays the connection's and is not to be disposed.</summary>
    internal SqliteCommand Bound(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command)) _prepared[sql] = command = Prepare(sql, parameters);
        for (var i = 0; i < parameters.Length; i++) command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        return command;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        connection.Dispose();
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
