using System.Globalization;
using IncidentBot.Workflow.Timeline;
using Npgsql;

namespace IncidentBot.Store.Postgres;

/// <summary>Wakes this node's consumers: at once for what happens here, promptly (LISTEN/NOTIFY) for what happens on other nodes, and certainly by polling.</summary>
/// <remarks>A notification says only that it is time to look. One that is lost costs a poll's time and nothing else.</remarks>
internal sealed class PostgresPulse : IAsyncDisposable
{
    private static readonly SqlFile Sql = SqlFile.Load("postgres/sql/pulse.sql");

    private const string HandedOn = " lease";

    /// <summary>Between two notifications: a storm is told of in a hundred a second.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);

    private readonly string _self = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly PostgresConnections _connections;
    private readonly PositionSignal _appended;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _poll;
    private readonly Task _running;
    private int _handedOn;

    internal PostgresPulse(PostgresConnections connections, long position, TimeSpan poll, TimeProvider clock)
    {
        _connections = connections;
        _appended = new PositionSignal(position);
        _poll = poll;
        _clock = clock;
        _running = Task.WhenAll(Task.Run(() => Tell(_stop.Token)), Task.Run(() => Listen(_stop.Token)));
    }

    internal Hint Inbox { get; } = new();

    internal Hint Outbox { get; } = new();

    internal Hint Lease { get; } = new();

    private string Channel => $"incidentbot_{_connections.Schema}";

    internal Task Past(long position, CancellationToken cancel) => _appended.Past(position, cancel);

    internal void Appended(long position)
    {
        _appended.Reached(position);
        News();
    }

    /// <summary>Something of this node's is new: its own consumer is woken here, those of other nodes by a notification.</summary>
    internal void Raise(Hint hint)
    {
        hint.Raise();
        if (hint == Lease) Volatile.Write(ref _handedOn, 1);
        News();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _news.Dispose();
    }

    private void News()
    {
        try
        {
            _news.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // It is to be told already, or there is nobody left to tell it.
        }
    }

    private async Task Tell(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await _news.WaitAsync(cancel);
                var told = Interlocked.Exchange(ref _handedOn, 0) == 1 ? _self + HandedOn : _self;
                await _connections.Use(
                    async connection =>
                    {
                        await using var tell = new NpgsqlCommand(Sql["tell"], connection) { Parameters = { new() { Value = Channel }, new() { Value = told } } };
                        return await tell.ExecuteNonQueryAsync(cancel);
                    },
                    cancel);
                await Task.Delay(Breath, cancel);
            }
            catch (Exception) when (!cancel.IsCancellationRequested)
            {
                // Others find it by polling; what is wrong with the database its users say.
                await Task.WhenAny(Task.Delay(_poll, cancel));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task Listen(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _connections.Open(cancel);
                await Follow(connection, cancel);
            }
            catch (Exception) when (!cancel.IsCancellationRequested)
            {
                await Task.WhenAny(Task.Delay(_poll, cancel));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task Follow(NpgsqlConnection connection, CancellationToken cancel)
    {
        var heard = true;
        connection.Notification += (_, told) =>
        {
            heard |= !told.Payload.StartsWith(_self, StringComparison.Ordinal);
            if (told.Payload.EndsWith(HandedOn, StringComparison.Ordinal)) Lease.Raise();
        };
        await using (var listen = new NpgsqlCommand($"LISTEN \"{Channel}\"", connection))
        {
            await listen.ExecuteNonQueryAsync(cancel);
        }

        while (true)
        {
            if (heard)
            {
                heard = false;
                await Look(connection, cancel);
            }

            // What was not told of within the time is looked for.
            heard |= !await connection.WaitAsync(_poll, cancel);
        }
    }

    private async Task Look(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var look = new NpgsqlCommand(Sql["pulse"], connection) { Parameters = { new() { Value = UtcText.Of(_clock.GetUtcNow()) } } };
        await using var found = await look.ExecuteReaderAsync(cancel);
        await found.ReadAsync(cancel);
        _appended.Reached(found.GetInt64(0));
        if (found.GetBoolean(1)) Inbox.Raise();
        if (found.GetBoolean(2)) Outbox.Raise();
    }
}
