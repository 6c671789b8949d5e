using System.Collections.Concurrent;
using System.Diagnostics;
using IncidentBot.Acceptance.Crashes;
using IncidentBot.Acceptance.Demo;
using IncidentBot.Acceptance.Soak.Checks;
using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Incidents;

namespace IncidentBot.Acceptance.Soak;

/// <summary>Two nodes, many services, an incident of each after the other, faults until the time is over, and then as long as it takes until all are closed.</summary>
internal sealed class SoakRun : IAsyncDisposable
{
    /// <summary>An incident that takes longer will never be brought to rest.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly SoakOptions options;
    private readonly TestFolder folder = new();
    private readonly HttpClient http = new();
    private readonly PostgresServer server = new(durable: false);
    private readonly PostgresCrashStore store;
    private readonly ConcurrentDictionary<string, Journey> journeys = new();
    private readonly IReadOnlyList<string> services;
    private int turns;

    private SoakRun(SoakOptions options)
    {
        this.options = options;
        services = SoakPlans.Services(options.Services);
        store = new PostgresCrashStore(folder.Path, server);
        View = new SoakView(store.Connections);
    }

    internal SoakOutside Outside { get; private set; } = null!;

    internal SoakNodes Nodes { get; private set; } = null!;

    internal SoakPeople People { get; private set; } = null!;

    internal SoakFaults Faults { get; private set; } = null!;

    internal SoakMemory Memory { get; private set; } = null!;

    internal SoakView View { get; }

    /// <summary>From the first incident until all were at rest.</summary>
    internal TimeSpan Took { get; private set; }

    internal IReadOnlyDictionary<string, Journey> Journeys => journeys;

    internal static async Task<SoakRun> Begin(SoakOptions options, CancellationToken cancel)
    {
        var run = new SoakRun(options) { Outside = await SoakOutside.Start(options.Seed, cancel) };
        run.Outside.Pressed = run.View.Pressed;
        var plans = Path.Combine(run.folder.Path, "plans");
        await SoakPlans.Write(plans, run.services, cancel);
        run.Nodes = await SoakNodes.Start(run.store, run.http, run.folder.Path,
            (file, address, section) => SoakSettings.Write(file, address, section, plans, run.services, run.Outside, cancel), cancel);
        run.People = new SoakPeople(run.Nodes, run.View, options.Seed);
        run.Faults = new SoakFaults(options, run.Nodes, run.server, run.store.Connections);
        run.Memory = new SoakMemory(run.Nodes, run.View, TimeSpan.FromSeconds(2));
        run.View.Begin();
        while (run.View.TriageRoom is null) await run.View.Looked().WaitAsync(cancel);
        return run;
    }

    /// <summary>Throws, with all that is known, if an incident cannot be brought to rest.</summary>
    internal async Task Play(CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var until = DateTimeOffset.UtcNow + options.Time;
        Outside.IsRough = options.Faults.Count > 0;
        using var calming = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var memory = Memory.Watch(watching.Token);
        var faults = Faults.Make(until, calming.Token);
        var work = services.Select(s => Work(s, until, cancel)).ToList();
        if (options.Incidents < int.MaxValue) await Task.WhenAll(work);
        await Calm(faults, calming);
        await Task.WhenAll(work);
        Took = watch.Elapsed;
        await watching.CancelAsync();
        await memory;
    }

    /// <summary>All that is stored and was noted, once nothing waits any more.</summary>
    internal async Task<SoakLog> Log(CancellationToken cancel)
    {
        List<string> waiting;
        for (var deadline = DateTimeOffset.UtcNow.AddMinutes(1); ; await View.Looked().WaitAsync(cancel))
        {
            waiting = await store.Connections.Rows<string>("SELECT kind || '/' || key FROM inbox WHERE state <> 1", null, cancel);
            if (waiting.Count == 0 || DateTimeOffset.UtcNow > deadline) break;
        }

        const string prefix = "answer/chat/local/";
        var answered = await store.Connections.Rows<string>("SELECT key FROM outbox WHERE starts_with(key, @prefix)", new { prefix }, cancel);
        await View.Looked().WaitAsync(cancel);
        await View.Looked().WaitAsync(cancel);
        return new SoakLog(View.Events, SoakSettings.People, Outside.Calls)
        {
            Lines = People.Lines,
            Alarms = People.Alarms,
            Answered = answered.Select(k => k[prefix.Length..]).ToHashSet(),
            Waiting = waiting,
        };
    }

    public async ValueTask DisposeAsync()
    {
        People?.Dispose();
        if (Nodes is not null) await Nodes.DisposeAsync();
        await View.DisposeAsync();
        await Outside.DisposeAsync();
        await store.DisposeAsync();
        server.Dispose();
        http.Dispose();
        folder.Dispose();
    }

    /// <summary>No trouble from now on.</summary>
    private async Task Calm(Task faults, CancellationTokenSource calming)
    {
        if (options.Incidents < int.MaxValue) await calming.CancelAsync();
        await faults.ContinueWith(_ => { }, TaskScheduler.Default);
        if (faults.IsFaulted) await faults;
        Outside.IsRough = false;
        foreach (var journey in journeys.Values) journey.Calm();
    }

    private async Task Work(string service, DateTimeOffset until, CancellationToken cancel)
    {
        while (DateTimeOffset.UtcNow < until && Interlocked.Increment(ref turns) is var turn && turn <= options.Incidents)
        {
            var journey = new Journey(options.Seed, turn);
            Outside.Tidy(journey.IsDrill ? SoakOutside.Drill + service : service);
            var id = await Open(service, journey, cancel);
            journeys[id] = journey;
            await Play(id, service, journey, cancel);
        }
    }

    private async Task<string> Open(string service, Journey journey, CancellationToken cancel)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        var stream = Stream(service, journey);
        for (var at = DateTimeOffset.MinValue; View.Service(stream).OpenIncident is null; await View.Looked().WaitAsync(cancel))
        {
            if (DateTimeOffset.UtcNow > deadline) throw new TimeoutException($"No incident of {service} opened.\n{Nodes.LastWords}");
            if (DateTimeOffset.UtcNow - at < TimeSpan.FromSeconds(20)) continue;
            at = DateTimeOffset.UtcNow;
            if (journey.ByAlarm) await People.Ring(service, cancel);
            else if (journey.IsDrill) await People.Say(View.TriageRoom!, "maya", $"drill {service} region-loss", cancel);
            else await People.Say(View.TriageRoom!, "maya", $"declare sev1 {service} is failing in us-east-1 {{mark}}", cancel);
        }

        return View.Service(stream).OpenIncident!;
    }

    private static string Stream(string service, Journey journey) => journey.IsDrill ? IncidentLog.OfDrills(service) : IncidentLog.OfService(service);

    private async Task Play(string id, string service, Journey journey, CancellationToken cancel)
    {
        var script = new Script(journey, Outside.Of(journey.IsDrill ? SoakOutside.Drill + service : service));
        for (var deadline = DateTimeOffset.UtcNow + Patience; ;)
        {
            var incident = View.Incident(id);
            if (incident is { Id.Length: > 0, IsOpen: false }) return;
            if (DateTimeOffset.UtcNow > deadline) throw new TimeoutException(Unrested(id, journey));
            if (View.Fault is { } fault) throw fault;
            if (incident.Failover.State != Workflow.Failover.FailoverState.Idle && !journey.IsDrill && journey.Take(Twist.AlarmAgain)) await People.Ring(service, cancel);
            var room = incident.Rooms.FirstOrDefault(r => r.Kind == "incident")?.Room;
            if (room is not null && script.Next(incident, View.Service(Stream(service, journey)), DateTimeOffset.UtcNow) is { } line) await People.Say(room, line.Person, line.Text, cancel);
            else await View.Looked().WaitAsync(cancel);
        }
    }

    private string Unrested(string id, Journey journey)
    {
        var last = View.Events.Where(e => e.Stream == id && e.Type != "incident.readings-taken.v1").TakeLast(15).Select(e => $"{e.Version} {e.At:HH:mm:ss.fff} {e.Type} {e.Data[..Math.Min(300, e.Data.Length)]}");
        return $"Nobody can bring {id} to rest ({journey}): it is {View.Incident(id).Failover.State}.\n{string.Join('\n', last)}\n{Nodes.LastWords}";
    }
}
