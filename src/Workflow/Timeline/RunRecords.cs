using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline;

/// <summary>What an incident's log teaches later ones: how long its failover took, step by step.</summary>
public static class RunRecords
{
    /// <summary>The record of the last run that reached Restored; null if none did, or its approval cannot be timed.</summary>
    public static RunRecord? From(IReadOnlyList<IncidentEvent> events)
    {
        RunRecord? found = null;
        IncidentEvent.Proposed? proposed = null;
        DateTimeOffset? approvedAt = null;
        var started = new Dictionary<string, DateTimeOffset>();
        var took = new Dictionary<string, TimeSpan>();
        var drill = events.OfType<IncidentEvent.Declared>().Any(e => e.Drill is not null);
        var asked = events.OfType<IncidentEvent.PlanAttached>().SelectMany(e => e.Plan.Steps).Where(s => s.StandIn == true).Select(s => s.Id).ToHashSet();
        foreach (var happened in events)
        {
            switch (happened)
            {
                case IncidentEvent.Proposed e:
                    proposed = e;
                    approvedAt = null;
                    started.Clear();
                    took.Clear();
                    break;
                case IncidentEvent.AuthorityComplete e:
                    approvedAt ??= e.At;
                    break;
                case IncidentEvent.StepStarted { Purpose: StepPurpose.Run } e:
                    started.TryAdd(e.Step, e.At);
                    break;
                case IncidentEvent.StepSucceeded { Purpose: StepPurpose.Run } e when !asked.Contains(e.Step) && started.TryGetValue(e.Step, out var from):
                    took[e.Step] = e.At - from;
                    break;
                case IncidentEvent.Restored e when proposed is not null && approvedAt is not null:
                    found = new RunRecord(IncidentOf(events), proposed.Proposal.Mode, e.At, approvedAt.Value - proposed.At, new Dictionary<string, TimeSpan>(took))
                    {
                        Drill = drill ? true : null,
                    };
                    break;
            }
        }

        return found;
    }

    private static string IncidentOf(IReadOnlyList<IncidentEvent> events) =>
        events.OfType<IncidentEvent.Declared>().FirstOrDefault()?.Incident ?? "";
}
