using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>How long an earlier failover of the same plan took, as its log tells: the sample behind ETA and the latest decision time.</summary>
/// <param name="Steps">Wall time of each step that ran, from its first start to its success.</param>
/// <param name="Approval">From the proposal to the last approval.</param>
public sealed record RunRecord(
    string Incident, FailureMode Mode, DateTimeOffset At, TimeSpan Approval, IReadOnlyDictionary<string, TimeSpan> Steps)
{
    /// <summary>True: a drill's, in which only those steps are listed that the bot itself performed; null: a real run.</summary>
    public bool? Drill { get; init; }

    /// <summary>What these steps took together in this run; null if one did not run in it, or has a negative time, as after a clock was set back.</summary>
    public TimeSpan? Total(IEnumerable<string> steps)
    {
        var total = TimeSpan.Zero;
        foreach (var step in steps)
        {
            if (!Steps.TryGetValue(step, out var took) || took < TimeSpan.Zero)
            {
                return null;
            }

            total += took;
        }

        return total;
    }
}
