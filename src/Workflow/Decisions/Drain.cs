using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>
/// Whether a planned switchover has drained: a lag sample that was surely taken after the fence was verified shows that every write up to the
/// fence is on the target. Only then may the press be made; nobody may waive it.
/// </summary>
/// <param name="Reasons">Why it has not, each of them; empty exactly when it has.</param>
/// <param name="FencedAt">The edge (UTC): the newest moment since which writes to the source are verified to be refused; null while they are not.</param>
/// <param name="SampledAt">When the lag sample that gave the recovery point was taken (UTC); null while lag was never sampled.</param>
/// <param name="Outstanding">E at the edge; null while there is no fence or no sample.</param>
public sealed record Drain(IReadOnlyList<string> Reasons, DateTimeOffset? FencedAt, DateTimeOffset? SampledAt, TimeSpan? Outstanding)
{
    public bool IsDone => Reasons.Count == 0;

    /// <summary>The drain of a plan's source.</summary>
    /// <param name="fencedAt">When the fence was verified (UTC); null while it is not placed and verified.</param>
    public static Drain Of(FailoverPlan plan, DateTimeOffset? fencedAt, RecoveryPoint? point)
    {
        var reasons = new List<string>();
        if (fencedAt is null)
        {
            reasons.Add($"Not drained: writes to {plan.Primary} are not verified to be refused.");
        }

        if (point is null)
        {
            reasons.Add($"Not drained: {plan.Inputs.ReplicationLag} was never sampled in this direction.");
        }

        if (fencedAt is not { } edge || point is null)
        {
            return new Drain(reasons, fencedAt, point?.SampledAt, null);
        }

        var outstanding = edge > point.At ? edge - point.At : TimeSpan.Zero;
        if (outstanding > TimeSpan.Zero)
        {
            reasons.Add($"Not drained: {Durations.Text(outstanding)} of writes before the fence ({Durations.Clock(edge)}) are not known to be on {plan.Target}; the newest that is known is from {Durations.Clock(point.At)}.");
        }

        var since = edge + Latency(plan);
        if (point.SampledAt <= since)
        {
            reasons.Add($"Not drained: the lag sample that counts is from {Durations.Clock(point.SampledAt)}; one from after {Durations.Clock(since)} is needed, which was surely taken behind the fence.");
        }

        return new Drain(reasons, fencedAt, point.SampledAt, outstanding);
    }

    /// <summary>
    /// How long a sample may have been under way. A source whose clock runs ahead dates a sample as late as it reached us; only what is dated later
    /// than the fence by more than the source may take to answer was surely taken after it.
    /// </summary>
    private static TimeSpan Latency(FailoverPlan plan) => plan.Reading(plan.Inputs.ReplicationLag)?.Source switch
    {
        null => TimeSpan.Zero,
        ReadingSource.Computed => plan.Readings.Max(r => r.Source.Limit()) ?? TimeSpan.Zero,
        var source => source.Limit() ?? TimeSpan.Zero,
    };
}
