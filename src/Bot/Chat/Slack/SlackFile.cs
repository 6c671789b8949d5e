using System.Globalization;
using Dapper;
using IncidentBot.Store;
using IncidentBot.Workflow;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Chat.Slack;

/// <summary>What the bot meant to do in Slack and what came of it, in a SQLite file of the data folder: durable before Slack is called.</summary>
internal sealed class SlackFile : IDisposable
{
    private const long Schema = 1;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly string connectionString;

    /// <summary>Opens or creates <c>slack.db</c> in a folder, which is created too.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be used, or a newer version has written it.</exception>
    internal SlackFile(string folder)
    {
        Folder = Path.GetFullPath(folder);
        var path = Path.Combine(Folder, "slack.db");
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 10 }.ToString();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL");
            Migrate(connection, path);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The Slack file {path} cannot be used: {e.Message}. Check the folder in Store:Folder and its free space.", e);
        }
    }

    internal string Folder { get; }

    /// <summary>What is known of a cause; null before <see cref="Intend"/>.</summary>
    internal Task<SlackIntent?> Find(string kind, string room, string key, CancellationToken cancel) => Run(
        c => c.QuerySingleOrDefaultAsync<SlackIntent>(Sql("SELECT at, asked, result FROM intent WHERE kind = @kind AND room = @room AND key = @key", new { kind, room, key }, cancel)), cancel);

    internal Task Intend(string kind, string room, string key, string asked, DateTimeOffset at, CancellationToken cancel) => Run(
        c => c.ExecuteAsync(Sql(
            "INSERT INTO intent (kind, room, key, at, asked) VALUES (@kind, @room, @key, @at, @asked) ON CONFLICT DO UPDATE SET asked = @asked, at = @at",
            new { kind, room, key, at = Text(at), asked }, cancel)), cancel);

    internal Task Keep(string kind, string room, string key, string result, CancellationToken cancel) => Run(
        c => c.ExecuteAsync(Sql("UPDATE intent SET result = @result WHERE kind = @kind AND room = @room AND key = @key", new { kind, room, key, result }, cancel)), cancel);

    /// <summary>Slack said for certain that nothing was done.</summary>
    internal Task Forget(string kind, string room, string key, CancellationToken cancel) => Run(
        c => c.ExecuteAsync(Sql("DELETE FROM intent WHERE kind = @kind AND room = @room AND key = @key AND result IS NULL", new { kind, room, key }, cancel)), cancel);

    /// <summary>Whether a channel is some cause's already.</summary>
    internal Task<bool> IsRoom(string channel, CancellationToken cancel) =>
        Run(c => c.QuerySingleAsync<bool>(Sql("SELECT EXISTS (SELECT 1 FROM intent WHERE kind = 'room' AND result = @channel)", new { channel }, cancel)), cancel);

    /// <summary>The channel that was opened under a name; null if the bot opened none.</summary>
    internal Task<string?> ChannelOf(string name, CancellationToken cancel) => Run(
        c => c.QueryFirstOrDefaultAsync<string?>(Sql("SELECT result FROM intent WHERE kind = 'room' AND asked = @name AND result IS NOT NULL ORDER BY at DESC LIMIT 1", new { name }, cancel)), cancel);

    internal Task MarkArchived(string room, CancellationToken cancel) =>
        Run(c => c.ExecuteAsync(Sql("INSERT INTO archived VALUES (@room) ON CONFLICT DO NOTHING", new { room }, cancel)), cancel);

    internal Task<bool> IsArchived(string room, CancellationToken cancel) =>
        Run(c => c.QuerySingleAsync<bool>(Sql("SELECT EXISTS (SELECT 1 FROM archived WHERE room = @room)", new { room }, cancel)), cancel);

    /// <summary>Stores an errand once; false for a duplicate. A message to be captured is followed from here on.</summary>
    internal Task<bool> AddErrand(string key, string payload, string? captured, DateTimeOffset at, CancellationToken cancel) => Run(
        async c =>
        {
            await using var transaction = await c.BeginTransactionAsync(cancel);
            if (captured is not null)
            {
                await c.ExecuteAsync(new CommandDefinition("INSERT INTO captured VALUES (@captured) ON CONFLICT DO NOTHING", new { captured }, transaction, cancellationToken: cancel));
            }

            var added = await c.ExecuteAsync(new CommandDefinition(
                "INSERT INTO errand (key, payload, at) VALUES (@key, @payload, @at) ON CONFLICT DO NOTHING", new { key, payload, at = Text(at) }, transaction, cancellationToken: cancel));
            await transaction.CommitAsync(cancel);
            return added > 0;
        },
        cancel);

    internal Task<bool> IsCaptured(string message, CancellationToken cancel) =>
        Run(c => c.QuerySingleAsync<bool>(Sql("SELECT EXISTS (SELECT 1 FROM captured WHERE message = @message)", new { message }, cancel)), cancel);

    /// <summary>The oldest errand that is not done.</summary>
    internal Task<SlackErrand?> NextErrand(CancellationToken cancel) => Run(
        c => c.QueryFirstOrDefaultAsync<SlackErrand>(Sql("SELECT number, key, payload FROM errand WHERE done = 0 ORDER BY number LIMIT 1", null, cancel)), cancel);

    /// <summary>Marks an errand as done, and forgets those of before the time that keys are remembered for.</summary>
    internal Task ErrandDone(long number, DateTimeOffset now, CancellationToken cancel) => Run(
        c => c.ExecuteAsync(Sql(
            "UPDATE errand SET done = 1 WHERE number = @number; DELETE FROM errand WHERE done = 1 AND at < @before", new { number, before = Text(now - IInbox.Remembered) }, cancel)), cancel);

    public void Dispose()
    {
        using (var connection = new SqliteConnection(connectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        writing.Dispose();
    }

    private async Task<T> Run<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancel)
    {
        await writing.WaitAsync(cancel);
        try
        {
            await using var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync(cancel);
            return await work(connection);
        }
        catch (SqliteException e)
        {
            throw new ChatUnavailableException("The Slack file cannot be used now: " + e.Message, RetryAfter, e);
        }
        finally
        {
            writing.Release();
        }
    }

    private static CommandDefinition Sql(string text, object? values, CancellationToken cancel) => new(text, values, cancellationToken: cancel);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(WorkflowJson.TimeFormat, CultureInfo.InvariantCulture);

    private static void Migrate(SqliteConnection connection, string path)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = connection.QuerySingle<long>("PRAGMA user_version", transaction: transaction);
        if (version > Schema)
        {
            throw new StoreUnavailableException($"The Slack file {path} has schema {version} and this program knows {Schema}: run the newer program, or move the file away.");
        }

        if (version == 0)
        {
            using var script = new StreamReader(typeof(SlackFile).Assembly.GetManifestResourceStream("slack-chat.sql")!);
            connection.Execute(script.ReadToEnd(), transaction: transaction);
            connection.Execute("PRAGMA user_version = 1", transaction: transaction);
        }

        transaction.Commit();
    }
}

/// <summary>Something that was to be done; no result means that it may or may not have been done.</summary>
internal sealed record SlackIntent(string At, string Asked, string? Result)
{
    internal DateTimeOffset Since => DateTimeOffset.ParseExact(At, WorkflowJson.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

/// <summary>A delivery that waits for a question to Slack.</summary>
internal sealed record SlackErrand(long Number, string Key, string Payload);
