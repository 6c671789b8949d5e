using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Failover;

/// <summary>Tells a drill's room of a real incident of the service, whichever of the two began first. Nothing else of the one reaches the other.</summary>
internal sealed class DrillWatch(IncidentDesk desk, Situations situations) : IFollower
{
    private static readonly Actor Watch = Actor.Bot("drill-watch");

    public string Name => "drill-watch";

    public Task Begin(CancellationToken cancel) => Task.CompletedTask;

    public async Task Follow(IReadOnlyList<StoredEvent> events, Checkpoint upTo, CancellationToken cancel)
    {
        foreach (var stored in events.Where(e => e.Version == 1 && IncidentLog.IsIncident(e.Stream)))
        {
            var service = (await situations.Load(stored.Stream, cancel)).Incident.Service;
            if ((await situations.Service(service, true, cancel)).OpenIncident is { } drill
                && (await situations.Service(service, false, cancel)).OpenIncident is { } open)
            {
                var real = (await situations.Load(open, cancel)).Incident;
                await desk.Send(drill, new IncidentCommand.NoteRealIncident(open, real.Severity, real.Summary), Watch, null, cancel);
            }
        }
    }
}
