using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Store.Postgres;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Acceptance.Soak;

/// <summary>The log as it grows, read beside the nodes that write it, and folded; and what became of lines that were taken.</summary>
internal sealed class SoakView(PostgresConnections connections) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private readonly PostgresLog log = new(connections);
    private readonly Lock gate = new();
    private readonly List<StoredEvent> events = [];
    private readonly Dictionary<string, Incident> incidents = [];
    private readonly Dictionary<string, ServiceRecord> services = [];
    private readonly HashSet<string> waited = [];
    private readonly Dictionary<string, long> states = [];
    private readonly CancellationTokenSource ending = new();
    private Task reading = Task.CompletedTask;
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal string? TriageRoom { get; private set; }

    /// <summary>What the reader ended by; null while it goes on.</summary>
    internal Exception? Fault => reading.Exception;

    internal IReadOnlyList<StoredEvent> Events
    {
        get { lock (gate) return [.. events]; }
    }

    internal IReadOnlyList<Incident> Incidents
    {
        get { lock (gate) return [.. incidents.Values]; }
    }

    internal Incident Incident(string id)
    {
        lock (gate) return incidents.GetValueOrDefault(id, Workflow.Incidents.Incident.None);
    }

    /// <summary>What spans the incidents of a service, or its drills, by the name of that stream.</summary>
    internal ServiceRecord Service(string stream)
    {
        lock (gate) return services.GetValueOrDefault(stream, ServiceRecord.None);
    }

    /// <summary>Whether an incident's point of no return is in the database at this moment; null while that is down.</summary>
    internal async Task<bool?> Pressed(string incident, CancellationToken cancel)
    {
        try
        {
            return await connections.Value<long>("SELECT count(*) FROM events WHERE stream = @incident AND type = 'failover.point-of-no-return.v1'", new { incident }, cancel) > 0;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    internal void Begin() => reading = Task.Run(() => Follow(ending.Token));

    /// <summary>Completes when it has looked again.</summary>
    internal Task Looked()
    {
        lock (gate) return reading.IsCompleted ? reading : next.Task;
    }

    /// <summary>Completes when a delivery that was taken is worked off (true), or after a time (false).</summary>
    internal async Task<bool> Handled(string key, TimeSpan patience, CancellationToken cancel)
    {
        lock (gate) waited.Add(key);
        for (var deadline = DateTimeOffset.UtcNow + patience; DateTimeOffset.UtcNow < deadline;)
        {
            await Looked().WaitAsync(cancel);
            lock (gate)
            {
                if (states.Remove(key)) return true;
            }
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await reading.ContinueWith(_ => { }, TaskScheduler.Default);
        ending.Dispose();
    }

    private async Task Follow(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await Look(cancel);
            }
            catch (StoreUnavailableException)
            {
                // The database is down: it comes back.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            lock (gate)
            {
                next.SetResult();
                next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            await Task.Delay(Every, CancellationToken.None);
        }
    }

    private async Task Look(CancellationToken cancel)
    {
        string[] keys;
        long after;
        lock (gate)
        {
            keys = [.. waited];
            after = events.Count == 0 ? 0 : events[^1].Position;
        }

        // Deliveries first: what they led to is then in the log that is read after.
        var done = keys.Length == 0 ? [] : await connections.Rows<string>("SELECT key FROM inbox WHERE kind = 'chat' AND key = ANY(@keys) AND state > 0", new { keys }, cancel);
        IReadOnlyList<StoredEvent> read;
        do
        {
            read = await log.ReadAll(after, 1000, cancel);
            lock (gate) Fold(read);
            after = read.Count == 0 ? after : read[^1].Position;
        }
        while (read.Count == 1000);

        lock (gate)
        {
            foreach (var key in done.Where(waited.Remove)) states[key] = 1;
        }
    }

    private void Fold(IReadOnlyList<StoredEvent> read)
    {
        events.AddRange(read);
        foreach (var stored in read)
        {
            switch (IncidentLog.Typed(stored))
            {
                case IncidentEvent happened:
                    incidents[stored.Stream] = Evolve.Apply(incidents.GetValueOrDefault(stored.Stream, Workflow.Incidents.Incident.None), happened);
                    break;
                case ServiceEvent happened:
                    services[stored.Stream] = ServiceRecord.Evolve(services.GetValueOrDefault(stored.Stream, ServiceRecord.None), happened);
                    break;
                case TriageEvent.RoomOpened { Room: var room }:
                    TriageRoom = room.Room;
                    break;
            }
        }
    }
}
