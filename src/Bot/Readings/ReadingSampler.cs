using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Microsoft.Extensions.Options;

namespace IncidentBot.Readings;

/// <summary>Samples the readings of every incident that may still need them, as often as its plan says, and sends them as commands.</summary>
internal sealed class ReadingSampler(
    IncidentDesk desk, Situations situations, ReadingCollector collector, IHostApplicationLifetime life, TimeProvider clock, IOptions<ReadingsOptions> options, ILogger<ReadingSampler> log) : IFollower
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private HashSet<string> sampling = new(StringComparer.Ordinal);
    private CancellationToken tenure = CancellationToken.None;

    public string Name => "reading-sampler";

    public async Task Begin(CancellationToken cancel)
    {
        lock (gate)
        {
            // What an earlier tenure sampled ends by its own token, and marks its own set.
            sampling = new HashSet<string>(StringComparer.Ordinal);
            tenure = cancel;
        }

        foreach (var incident in await situations.All(cancel))
        {
            Watch(incident);
        }
    }

    public async Task Follow(IReadOnlyList<StoredEvent> events, Checkpoint upTo, CancellationToken cancel)
    {
        foreach (var id in events.Where(e => IncidentLog.IsIncident(e.Stream)).Select(e => e.Stream).Distinct())
        {
            Watch((await situations.Load(id, cancel)).Incident);
        }
    }

    private static bool NeedsReadings(Incident incident) =>
        incident is { IsOpen: true, Plan: not null, Phase: not IncidentPhase.Resolved } && (incident.Failover.State != FailoverState.Reconciled || incident.Turned);

    private void Watch(Incident incident)
    {
        var (mine, until) = (sampling, tenure);
        if (NeedsReadings(incident) && Take(incident.Id, mine))
        {
            _ = Task.Run(() => Sample(incident.Id, mine, until), CancellationToken.None);
        }
    }

    private bool Take(string id, HashSet<string> mine)
    {
        lock (gate)
        {
            return mine.Add(id);
        }
    }

    private void Leave(string id, HashSet<string> mine)
    {
        lock (gate)
        {
            mine.Remove(id);
        }
    }

    private async Task Sample(string id, HashSet<string> mine, CancellationToken until)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(until, life.ApplicationStopping);
        var stopping = ends.Token;
        while (!stopping.IsCancellationRequested)
        {
            var begun = clock.GetTimestamp();
            var every = AfterFailure;
            try
            {
                if (await Needed(id, mine, stopping) is not { Plan: { } plan } incident)
                {
                    return;
                }

                every = plan.SampleEvery;
                var taken = await collector.Collect(plan, Outlook.PeaksSince(incident), incident.Readings.Values, stopping);
                await desk.Send(id, taken with { BotRegion = options.Value.Region }, Actor.Bot("readings"), null, stopping);
            }
            catch (Exception e)
            {
                if (stopping.IsCancellationRequested || e is TermOverException)
                {
                    return;
                }

                log.LogError(e, "Readings of {Incident} could not be taken", id);
            }

            // From begin to begin: a slow source must not make the others rare.
            var rest = every - clock.GetElapsedTime(begun);
            await Task.WhenAny(Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, clock, stopping));
        }
    }

    /// <summary>The incident, if it still needs readings. It is looked at again after leaving, or a reopening in between would be missed.</summary>
    private async Task<Incident?> Needed(string id, HashSet<string> mine, CancellationToken cancel)
    {
        var incident = (await situations.Load(id, cancel)).Incident;
        if (NeedsReadings(incident))
        {
            return incident;
        }

        Leave(id, mine);
        incident = (await situations.Load(id, cancel)).Incident;
        return NeedsReadings(incident) && Take(id, mine) ? incident : null;
    }
}
