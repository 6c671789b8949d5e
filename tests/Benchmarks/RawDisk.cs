using Microsoft.Data.Sqlite;

namespace IncidentBot.Benchmarks;

/// <summary>The least that durability costs on this disk: one prepared SQLite insert in a transaction of its own, WAL, synchronous=FULL.</summary>
internal sealed class RawDisk : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;

    internal RawDisk(string folder)
    {
        connection = new SqliteConnection($"Data Source={Path.Combine(folder, "raw.db")};Pooling=False");
        connection.Open();
        using var prepare = connection.CreateCommand();
        prepare.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE raw (id INTEGER PRIMARY KEY, data TEXT NOT NULL) STRICT;";
        prepare.ExecuteNonQuery();
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO raw (data) VALUES (@data)";
        insert.Parameters.Add(new SqliteParameter("@data", SqliteType.Text));
        insert.Prepare();
    }

    /// <summary>Outside a transaction, each statement is one of its own.</summary>
    internal void Insert(string data)
    {
        insert.Parameters[0].Value = data;
        insert.ExecuteNonQuery();
    }

    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
    }
}
