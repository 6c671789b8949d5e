using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Store.Postgres;

/// <summary>An open database that many nodes may share: its pool, its pulse, the lease on its work, the common signing key, and the ports on them.</summary>
internal sealed class PostgresStore : IAsyncDisposable
{
    private readonly PostgresConnections _connections;
    private readonly PostgresPulse _pulse;

    private PostgresStore(PostgresConnections connections, PostgresPulse pulse, HeadSigner? signer, PostgresLease lease, bool fenced, TimeProvider clock)
    {
        _connections = connections;
        _pulse = pulse;
        Signer = signer;
        Lease = lease;
        Events = new PostgresEventStore(connections, pulse, fenced ? lease : null);
        Inbox = new PostgresInbox(connections, pulse, clock);
        Outbox = new PostgresOutbox(connections, pulse, clock);
        Checkpoints = new PostgresCheckpoints(connections);
        Intents = new PostgresIntents(connections);
    }

    /// <summary>The database for people.</summary>
    internal string Database => _connections.Database;

    internal PostgresConnections Connections => _connections;

    /// <summary>Null where the store was opened without a key.</summary>
    internal HeadSigner? Signer { get; }

    internal PostgresLease Lease { get; }

    internal PostgresEventStore Events { get; }

    internal PostgresInbox Inbox { get; }

    internal PostgresOutbox Outbox { get; }

    internal PostgresCheckpoints Checkpoints { get; }

    internal PostgresIntents Intents { get; }

    /// <summary>Opens the database for a node of the bot, making the schema where it is missing; throws <see cref="StoreUnavailableException"/> with what to do.</summary>
    internal static Task<PostgresStore> Open(StoreOptions options, TimeProvider clock, ILogger log, CancellationToken cancel) =>
        Open(options, PostgresTuning.Node, clock, log, cancel);

    /// <param name="tuning">What tests and tools do otherwise.</param>
    internal static async Task<PostgresStore> Open(StoreOptions options, PostgresTuning tuning, TimeProvider clock, ILogger? log, CancellationToken cancel)
    {
        var connections = PostgresConnections.To(options.Postgres);
        PostgresPulse? pulse = null;
        try
        {
            await PostgresSchema.Apply(connections, cancel);
            var signer = tuning.Signs ? await SharedKey.Open(connections, options, cancel) : null;
            var last = await connections.Value<long>(SqlFile.Load("postgres/sql/events.sql")["last"], null, cancel);
            pulse = new PostgresPulse(connections, last, tuning.Poll, clock);
            var lease = new PostgresLease(connections, pulse, options.Postgres.Terms(), clock, log ?? NullLogger.Instance);
            return new PostgresStore(connections, pulse, signer, lease, tuning.Fenced, clock);
        }
        catch
        {
            if (pulse is not null) await pulse.DisposeAsync();
            await connections.DisposeAsync();
            throw;
        }
    }

    /// <summary>Finishes the queued writes and closes everything; the ports answer <see cref="StoreUnavailableException"/> from then on.</summary>
    public async ValueTask DisposeAsync()
    {
        await Inbox.DisposeAsync();
        await Events.DisposeAsync();
        await _pulse.DisposeAsync();
        await _connections.DisposeAsync();
        Signer?.Dispose();
    }
}

/// <summary>How a store is opened: a node signs, is fenced by its lease, and polls each second.</summary>
internal sealed record PostgresTuning(bool Signs, bool Fenced, TimeSpan Poll)
{
    internal static PostgresTuning Node { get; } = new(true, true, TimeSpan.FromSeconds(1));

    /// <summary>For a tool, or callers that only race: without key and lease.</summary>
    internal static PostgresTuning Bare { get; } = new(false, false, TimeSpan.FromHours(1));
}
