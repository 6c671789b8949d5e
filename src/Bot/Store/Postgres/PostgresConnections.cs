using Dapper;
using Npgsql;

namespace IncidentBot.Store.Postgres;

/// <summary>The way to one database: a pool of connections set up as the store needs them, and every failure in words.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    /// <summary>A process that is stopped in the midst of a transaction would keep everybody from appending: the server ends it after this.</summary>
    private const string IdleInTransaction = "-c idle_in_transaction_session_timeout=4000";

    private readonly NpgsqlDataSource _source;

    private PostgresConnections(NpgsqlDataSource source, string database, string schema)
    {
        _source = source;
        Database = database;
        Schema = schema;
    }

    /// <summary>The database for people: host, name and schema, and no secret.</summary>
    internal string Database { get; }

    internal string Schema { get; }

    internal static PostgresConnections To(PostgresOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.Connection);
        var given = settings.Keys.OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!given.Contains("Timeout")) settings.Timeout = 5;
        if (!given.Contains("Command Timeout")) settings.CommandTimeout = 10;
        if (!given.Contains("Maximum Pool Size")) settings.MaxPoolSize = 20;
        if (!given.Contains("Keepalive")) settings.KeepAlive = 10;
        if (!given.Contains("Application Name")) settings.ApplicationName = "incidentbot";
        settings.SearchPath = options.Schema;
        settings.Options = $"{settings.Options} {IdleInTransaction}".Trim();
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 2;
        settings.IncludeErrorDetail = false;

        // Nothing here changes a session, and every transaction is ended before its connection goes back.
        settings.NoResetOnClose = true;
        settings.Enlist = false;
        var password = options.PasswordFile.Length == 0 ? null : options.PasswordFile;
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        if (password is not null)
        {
            // Read at each new connection: a changed password counts without a restart.
            builder.UsePasswordProvider(_ => Password(password), async (_, cancel) => (await File.ReadAllTextAsync(password, cancel)).Trim());
        }

        builder.UsePhysicalConnectionInitializer(Durable, connection => DurableAsync(connection, CancellationToken.None));
        return new PostgresConnections(builder.Build(), $"The database {settings.Database ?? settings.Username} on {settings.Host} (schema {options.Schema})", options.Schema);
    }

    /// <summary>A connection of one's own, for one user at a time.</summary>
    internal async Task<NpgsqlConnection> Open(CancellationToken cancel)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancel);
        }
        catch (Exception e) when (Explained(e) is { } trouble)
        {
            throw trouble;
        }
    }

    /// <summary>Runs work on a pooled connection; its failures are told in words.</summary>
    internal async Task<T> Use<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Also what a broken connection says when it is closed is told in words.
                await using var connection = await Open(cancel);
                return await work(connection);
            }
            catch (Exception e) when (attempt < 5 && PostgresTrouble.IsTransient(e))
            {
                // Undone whole: it begins again.
            }
            catch (Exception e) when (Explained(e) is { } trouble)
            {
                throw trouble;
            }
        }
    }

    internal Task<int> Execute(string sql, object? parameters, CancellationToken cancel) =>
        Use(c => c.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancel)), cancel);

    internal Task<List<T>> Rows<T>(string sql, object? parameters, CancellationToken cancel) =>
        Use(async c => (await c.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancel))).AsList(), cancel);

    /// <summary>The first row's value, or the type's default if there is none or it is null.</summary>
    internal Task<T?> Value<T>(string sql, object? parameters, CancellationToken cancel) =>
        Use(c => c.QueryFirstOrDefaultAsync<T?>(new CommandDefinition(sql, parameters, cancellationToken: cancel)), cancel);

    /// <summary>A failure in words; null for one that is a bug, or told already.</summary>
    internal StoreUnavailableException? Explained(Exception e) => e is StoreUnavailableException ? null : PostgresTrouble.Explain(e, Database) as StoreUnavailableException;

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static string Password(string file) => File.ReadAllText(file).Trim();

    // What is acknowledged is on the server's disk, whatever the server's own default. A stronger setting of the server's stays.
    private const string SynchronousCommit = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    private static void Durable(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(SynchronousCommit, connection);
        command.ExecuteNonQuery();
    }

    private static async Task DurableAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(SynchronousCommit, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
