using IncidentBot.Store;
using IncidentBot.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Bot.Tests.Store;

/// <summary>SQLite in a temporary folder. A crash is a copy of the files at that moment, opened in the original's stead.</summary>
internal sealed class SqliteUnderTest : IStoreUnderTest
{
    private readonly List<SqliteStore> _opened = [];
    private readonly TemporaryFolder _folders = new();

    internal SqliteUnderTest(ManualTime clock)
    {
        Clock = clock;
        _opened.Add(SqliteStore.Open(_folders.Sub("0"), clock));
    }

    internal SqliteStore Current => _opened[^1];

    public IEventStore Events => Current.Events;

    public IInbox Inbox => Current.Inbox;

    public IOutbox Outbox => Current.Outbox;

    public ICheckpoints Checkpoints => Current.Checkpoints;

    public IIntents Intents => Current.Intents;

    public ManualTime Clock { get; }

    public async Task Crash()
    {
        var killed = Current;
        var files = new DataFolder(_folders.Sub($"{_opened.Count}"));
        files.Create();
        // The database before the write-ahead log: what is in neither by then was not acknowledged when this began, and the
        // few pages of a test are never moved from the one to the other in between.
        foreach (var file in new[] { killed.Folder.Database, killed.Folder.Database + "-wal", killed.Folder.SigningKey })
        {
            await using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await using var to = File.Create(Path.Combine(files.Path, Path.GetFileName(file)));
            await from.CopyToAsync(to);
        }

        _opened.Add(SqliteStore.Open(files.Path, Clock));
        await killed.DisposeAsync();
    }

    public async Task Tamper(string stream, long version, string data)
    {
        await using var connection = new SqliteConnection($"Data Source={Current.Folder.Database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER events_are_not_changed; UPDATE events SET data = @data WHERE stream = @stream AND version = @version";
        command.Parameters.AddWithValue("@data", data);
        command.Parameters.AddWithValue("@stream", stream);
        command.Parameters.AddWithValue("@version", version);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Current.DisposeAsync();
        _folders.Dispose();
    }
}
