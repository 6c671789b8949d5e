using IncidentBot.Store;
using IncidentBot.Store.Postgres;
using Npgsql;

namespace IncidentBot.Bot.Tests.Store.Postgres;

/// <summary>PostgreSQL in a database of the test's own. A crash is a node that is cut off in the midst of everything: the server ends all its connections.</summary>
internal sealed class PostgresUnderTest : IStoreUnderTest
{
    private readonly string connection = PostgresServer.Shared.NewDatabase();

    internal PostgresUnderTest(ManualTime clock)
    {
        Clock = clock;
        Current = Open();
    }

    internal PostgresStore Current { get; private set; }

    public IEventStore Events => Current.Events;

    public IInbox Inbox => Current.Inbox;

    public IOutbox Outbox => Current.Outbox;

    public ICheckpoints Checkpoints => Current.Checkpoints;

    public IIntents Intents => Current.Intents;

    public ManualTime Clock { get; }

    public async Task Crash()
    {
        var killed = Current;
        await Sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Current = Open();
        await killed.DisposeAsync();
    }

    public Task Tamper(string stream, long version, string data) => Sql(
        "ALTER TABLE events DISABLE TRIGGER events_are_not_changed; "
        + $"UPDATE events SET data = '{data}' WHERE stream = '{stream}' AND version = {version}; ALTER TABLE events ENABLE TRIGGER events_are_not_changed");

    public ValueTask DisposeAsync() => Current.DisposeAsync();

    internal async Task Sql(string text)
    {
        await using var own = new NpgsqlConnection(connection + ";Pooling=false;Search Path=incidentbot");
        await own.OpenAsync();
        await using var command = new NpgsqlCommand(text, own);
        await command.ExecuteNonQueryAsync();
    }

    private PostgresStore Open() =>
        Task.Run(() => PostgresStore.Open(PostgresNode.Options(connection), PostgresTuning.Bare, Clock, null, CancellationToken.None)).GetAwaiter().GetResult();
}
