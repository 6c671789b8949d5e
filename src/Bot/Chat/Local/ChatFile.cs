using Dapper;
using IncidentBot.Store;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Chat.Local;

/// <summary>The SQLite file of the local chat: one writer at a time, readers beside it. One process owns the file.</summary>
internal sealed class ChatFile : IDisposable
{
    private const long Schema = 1;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ChatSignal changed = new();
    private readonly string connectionString;

    /// <summary>Opens or creates <c>local-chat.db</c> in a folder, which is created too.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be used, or a newer version has written it.</exception>
    internal ChatFile(string folder)
    {
        var path = Path.Combine(Path.GetFullPath(folder), "local-chat.db");
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 10 }.ToString();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL");
            Migrate(connection, path);
            StoreId = connection.QuerySingle<string>("SELECT store FROM chat");
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The local chat's file {path} cannot be used: {e.Message}. Check the folder in Store:Folder and its free space.", e);
        }
    }

    /// <summary>Names this file: another one after a deletion, so that no reader resumes in the wrong history.</summary>
    internal string StoreId { get; }

    /// <summary>Completes at the next change; take it before reading.</summary>
    internal Task Changed() => changed.Next();

    /// <summary>Runs work in one durable transaction; nothing of it is kept when it throws.</summary>
    internal async Task<T> Write<T>(Func<ChatWriting, Task<T>> work, CancellationToken cancel)
    {
        await writing.WaitAsync(cancel);
        try
        {
            await using var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            var result = await work(new ChatWriting(connection, transaction, cancel));
            await transaction.CommitAsync(cancel);
            changed.Pulse();
            return result;
        }
        catch (SqliteException e)
        {
            throw new ChatUnavailableException("The local chat's file did not take the change: " + e.Message, RetryAfter, e);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Runs a query against the last committed state.</summary>
    internal async Task<T> Read<T>(Func<SqliteConnection, Task<T>> query, CancellationToken cancel)
    {
        try
        {
            await using var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync(cancel);
            return await query(connection);
        }
        catch (SqliteException e)
        {
            throw new ChatUnavailableException("The local chat's file cannot be read: " + e.Message, RetryAfter, e);
        }
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(connectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        writing.Dispose();
    }

    private static void Migrate(SqliteConnection connection, string path)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = connection.QuerySingle<long>("PRAGMA user_version", transaction: transaction);
        if (version > Schema)
        {
            throw new StoreUnavailableException(
                $"The local chat's file {path} has schema {version} and this program knows {Schema}: run the newer program, or move the file away.");
        }

        if (version == 0)
        {
            using var script = new StreamReader(typeof(ChatFile).Assembly.GetManifestResourceStream("local-chat.sql")!);
            connection.Execute(script.ReadToEnd(), transaction: transaction);
            connection.Execute("INSERT INTO chat VALUES (1, @store, 0)", new { store = Guid.NewGuid().ToString("n") }, transaction);
            connection.Execute("PRAGMA user_version = 1", transaction: transaction);
        }

        transaction.Commit();
    }
}
