using System.Collections.Concurrent;
using IncidentBot.Store;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Incidents;

/// <summary>Incidents and services as their streams tell them: folded once, kept, and brought up to date from the log at each asking.</summary>
internal sealed class Situations(IEventStore store)
{
    private readonly ConcurrentDictionary<string, Incident> incidents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ServiceRecord> services = new(StringComparer.Ordinal);

    private IReadOnlyList<TriageEvent> triage = [];
    private IReadOnlyList<string> numbered = [];

    /// <summary>An incident with its service; the incident is <see cref="Incident.None"/> if there is no such stream.</summary>
    internal async Task<Situation> Load(string id, CancellationToken cancel)
    {
        var incident = await Alone(id, cancel);
        return incident.Id.Length == 0
            ? new Situation(Incident.None, ServiceRecord.None)
            : new Situation(incident, await Service(incident.Service, incident.IsDrill, cancel));
    }

    /// <summary>What spans the incidents of a service, or its drills.</summary>
    internal Task<ServiceRecord> Service(string name, bool drills, CancellationToken cancel) =>
        Fold(services, drills ? IncidentLog.OfDrills(name) : IncidentLog.OfService(name), ServiceRecord.None, s => s.Version, (state, e) => ServiceRecord.Evolve(state, (ServiceEvent)e), cancel);

    /// <summary>All events of an incident, typed, in order.</summary>
    internal async Task<IReadOnlyList<IncidentEvent>> Events(string id, CancellationToken cancel) =>
        [.. (await store.ReadStream(id, 0, cancel)).Select(e => (IncidentEvent)IncidentLog.Typed(e))];

    /// <summary>All events of the triage stream, in order.</summary>
    internal async Task<IReadOnlyList<TriageEvent>> Triage(CancellationToken cancel)
    {
        var known = triage;
        var news = await store.ReadStream(IncidentLog.Triage, known.Count, cancel);
        return news.Count == 0 ? known : triage = [.. known, .. news.Select(e => (TriageEvent)IncidentLog.Typed(e))];
    }

    /// <summary>The number of the newest incident; 0 before the first.</summary>
    internal async Task<long> LastNumber(CancellationToken cancel) =>
        (await Numbered(cancel)).Count;

    /// <summary>Every incident, oldest first, as it stands; a closed one, to which only notes come, as it was when it was folded.</summary>
    /// <remarks>Each line of a chat asks this: it must not cost a question for every incident that there ever was.</remarks>
    internal async Task<IReadOnlyList<Incident>> All(CancellationToken cancel)
    {
        var all = new List<Incident>();
        foreach (var id in await Numbered(cancel))
        {
            all.Add(incidents.TryGetValue(id, out var kept) && !kept.IsOpen ? kept : await Alone(id, cancel));
        }

        return all;
    }

    /// <summary>Finished runs of earlier incidents of a service, oldest first.</summary>
    internal async Task<IReadOnlyList<RunRecord>> RunsOf(string service, CancellationToken cancel)
    {
        var runs = new List<RunRecord>();
        foreach (var incident in (await All(cancel)).Where(i => i.Service == service && (i.Failover.PastPointOfNoReturn || i.PastMoves.Count > 0)))
        {
            if (RunRecords.From(await Events(incident.Id, cancel)) is { } run)
            {
                runs.Add(run);
            }
        }

        return runs;
    }

    /// <summary>What came of a service's drills that ended, oldest first.</summary>
    internal async Task<IReadOnlyList<DrillFact>> DrillsOf(string service, CancellationToken cancel) =>
        [.. (await All(cancel)).Where(i => i.Service == service).Select(i => i.DrillResult).OfType<DrillFact>()];

    /// <summary>Keeps what a decision has made, unless something newer is known.</summary>
    internal void Keep(Situation situation)
    {
        incidents.AddOrUpdate(situation.Incident.Id, situation.Incident, (_, kept) => kept.Version > situation.Incident.Version ? kept : situation.Incident);
        services.AddOrUpdate(IncidentLog.OfService(situation.Incident), situation.Service,
            (_, kept) => kept.Version > situation.Service.Version ? kept : situation.Service);
    }

    /// <summary>Drops what is kept of a stream, so that the next asking folds it anew.</summary>
    internal void Forget(string stream)
    {
        incidents.TryRemove(stream, out _);
        services.TryRemove(stream, out _);
    }

    /// <summary>The ids of all incidents, oldest first.</summary>
    private async Task<IReadOnlyList<string>> Numbered(CancellationToken cancel)
    {
        var known = numbered;
        var news = await store.ReadStream(IncidentLog.Numbers, known.Count, cancel);
        return news.Count == 0 ? known : numbered = [.. known, .. news.Select(e => ((RegistryEvent.IncidentNumbered)IncidentLog.Typed(e)).Incident)];
    }

    private Task<Incident> Alone(string id, CancellationToken cancel) =>
        Fold(incidents, id, Incident.None, i => i.Version, (state, e) => Evolve.Apply(state, (IncidentEvent)e), cancel);

    private async Task<T> Fold<T>(
        ConcurrentDictionary<string, T> kept, string stream, T none, Func<T, long> version, Func<T, LogEvent, T> evolve, CancellationToken cancel)
        where T : notnull
    {
        var state = kept.GetValueOrDefault(stream, none);
        foreach (var stored in await store.ReadStream(stream, version(state), cancel))
        {
            state = evolve(state, IncidentLog.Typed(stored));
        }

        return version(state) == 0 ? state : kept.AddOrUpdate(stream, state, (_, other) => version(other) > version(state) ? other : state);
    }
}
