using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Telemetry;

/// <summary>Measures from the log what a team cares for: how long decisions and recoveries took. Drills are left out.</summary>
internal sealed class IncidentMeter(Situations situations) : IFollower
{
    public string Name => "telemetry";

    public Task Begin(CancellationToken cancel) => Task.CompletedTask;

    public async Task Follow(IReadOnlyList<StoredEvent> events, Checkpoint upTo, CancellationToken cancel)
    {
        foreach (var stored in events.Where(e => IncidentLog.IsIncident(e.Stream)))
        {
            var happened = IncidentLog.Typed(stored);
            if (happened is IncidentEvent.StepSucceeded or IncidentEvent.StepFailed)
            {
                Instruments.StepEnded(happened is IncidentEvent.StepFailed failed ? Workflow.Words.Of(failed.Outcome) : "succeeded");
            }

            if (Outcome(happened) is not { } outcome || (await situations.Load(stored.Stream, cancel)).Incident is not { IsDrill: false } incident)
            {
                continue;
            }

            if (happened is IncidentEvent.Restored)
            {
                Instruments.Recovered(happened.At - (incident.ImpactStart ?? incident.DeclaredAt));
            }
            else if (incident.Failover.Proposal is { } proposal)
            {
                Instruments.Decided(happened.At - proposal.At, outcome);
            }
        }
    }

    private static string? Outcome(LogEvent happened) => happened switch
    {
        IncidentEvent.PointOfNoReturn => "pressed",
        IncidentEvent.Rejected => "rejected",
        IncidentEvent.Aborted => "aborted",
        IncidentEvent.Restored => "restored",
        _ => null,
    };
}
