using System.Collections.Concurrent;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Readings;

/// <summary>Samples the readings of every incident that may still need them, as often as its plan says, and sends them as commands.</summary>
internal sealed class ReadingSampler(
    IncidentDesk desk, Situations situations, ReadingCollector collector, IHostApplicationLifetime life, TimeProvider clock, ILogger<ReadingSampler> log) : IFollower
{
    private readonly ConcurrentDictionary<string, Task> sampling = new(StringComparer.Ordinal);

    public string Name => "reading-sampler";

    public async Task Begin(CancellationToken cancel)
    {
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
        incident is { IsOpen: true, Plan: not null, Phase: not IncidentPhase.Resolved } && incident.Failover.State != FailoverState.Reconciled;

    /// <summary>The lost window begins at the recovery point, which may lie before impact start: its peaks count too.</summary>
    private static DateTimeOffset? WindowStart(Incident incident) =>
        incident.RecoveryPoint?.At < incident.ImpactStart ? incident.RecoveryPoint.At : incident.ImpactStart;

    private void Watch(Incident incident)
    {
        if (NeedsReadings(incident))
        {
            sampling.AddOrUpdate(incident.Id, Start, (id, task) => task.IsCompleted ? Start(id) : task);
        }
    }

    private Task Start(string id) => Task.Run(() => Sample(id, life.ApplicationStopping), CancellationToken.None);

    private async Task Sample(string id, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var every = TimeSpan.FromSeconds(5);
            try
            {
                var incident = (await situations.Load(id, stopping)).Incident;
                if (!NeedsReadings(incident))
                {
                    return;
                }

                every = incident.Plan!.SampleEvery;
                await desk.Send(id, await collector.Collect(incident.Plan, WindowStart(incident), stopping), Actor.Bot("readings"), null, stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Readings of {Incident} could not be taken", id);
            }

            await Task.Delay(every, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
