using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline;

/// <summary>Whether an objective was kept. Unknown is never shown as met.</summary>
public enum ObjectiveVerdict
{
    Met,
    Missed,
    Unknown,
}

/// <summary>A recovery objective held against what happened.</summary>
/// <param name="Limit">The plan's; null without a plan.</param>
/// <param name="Measured">What it came to; null while that is unknown.</param>
/// <param name="By">How far from the limit, never negative; null when unknown.</param>
/// <param name="Words">The verdict as a sentence.</param>
public sealed record Objective(string Name, TimeSpan? Limit, TimeSpan? Measured, ObjectiveVerdict Verdict, TimeSpan? By, string Words)
{
    /// <summary>The recovery time: impact start to restored.</summary>
    internal static Objective Rto(Incident state, DateTimeOffset? restored, DateTimeOffset? last)
    {
        if (state.Plan?.Rto is not { } limit)
        {
            return Nothing("RTO", null, "there is no plan, and so no objective");
        }

        if (state.ImpactStart is not { } start)
        {
            return Nothing("RTO", limit, "when the impact began was never stated");
        }

        if (restored is { } end)
        {
            return end < start
                ? Nothing("RTO", limit, "the stated impact start lies after service was restored")
                : Held("RTO", limit, end - start, $"service was restored {Durations.Text(end - start)} after the impact began");
        }

        if (state.ResolvedAt is { } resolved)
        {
            return Nothing("RTO", limit, $"no failover restored service; the incident was resolved {Durations.Text(resolved - start)} after the impact began");
        }

        return last - start is { } open && open > limit && state.IsOpen
            ? new Objective("RTO", limit, null, ObjectiveVerdict.Missed, open - limit,
                $"missed: {Durations.Text(open)} after the impact began, service was not restored")
            : Nothing("RTO", limit, "service has not been restored by a failover");
    }

    /// <summary>The recovery point: the exposure at the press, or the window that reconciliation found to be lost.</summary>
    internal static Objective Rpo(Incident state, IncidentEvent.Reconciled? reconciled)
    {
        if (state.Plan?.Rpo is not { } limit)
        {
            return Nothing("RPO", null, "there is no plan, and so no objective");
        }

        if (state.Failover.CommittedAt is null)
        {
            return Nothing("RPO", limit, "nothing was promoted");
        }

        if (reconciled?.LostWindow is { } lost)
        {
            return Held("RPO", limit, lost, $"{Durations.Text(lost)} of writes were lost, as reconciled");
        }

        return state.Failover.CommittedLoss?.Exposure.Span is { } exposed
            ? Held("RPO", limit, exposed, $"{Durations.Text(exposed)} of writes were exposed at the press"
                + (reconciled is null ? ", and the loss is not reconciled yet" : "; the window that was really lost is unknown"))
            : Nothing("RPO", limit, "the exposure at the press was not known");
    }

    private static Objective Held(string name, TimeSpan limit, TimeSpan measured, string what) => measured <= limit
        ? new Objective(name, limit, measured, ObjectiveVerdict.Met, limit - measured, $"met, with {Figures.Margin(limit - measured)} to spare: {what}")
        : new Objective(name, limit, measured, ObjectiveVerdict.Missed, measured - limit, $"missed by {Durations.Text(measured - limit)}: {what}");

    private static Objective Nothing(string name, TimeSpan? limit, string why) =>
        new(name, limit, null, ObjectiveVerdict.Unknown, null, $"unknown: {why}");
}
