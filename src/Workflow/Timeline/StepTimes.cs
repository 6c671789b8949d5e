using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline;

/// <summary>What the steps of the last failover took, each from its first start to its success; steps without a success are absent.</summary>
internal static class StepTimes
{
    internal static IReadOnlyDictionary<string, TimeSpan> Of(IReadOnlyList<IncidentEvent> events)
    {
        var started = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var took = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var happened in events)
        {
            switch (happened)
            {
                case IncidentEvent.Proposed:
                    started.Clear();
                    took.Clear();
                    break;
                case IncidentEvent.StepStarted { Purpose: StepPurpose.Run } e:
                    started.TryAdd(e.Step, e.At);
                    break;
                case IncidentEvent.StepSucceeded { Purpose: StepPurpose.Run } e when started.TryGetValue(e.Step, out var from) && e.At >= from:
                    took[e.Step] = e.At - from;
                    break;
            }
        }

        return took;
    }
}
