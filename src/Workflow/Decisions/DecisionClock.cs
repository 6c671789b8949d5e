using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>Where a duration comes from; shown beside it.</summary>
/// <param name="Recorded">How many recorded runs it rests on; 0 means the plan's own estimate.</param>
/// <param name="Confidence">Probability that a bound covers the true p90, 0 to 1; null for estimates and plain quantiles.</param>
/// <param name="NewestAt">When the newest recorded run was (UTC).</param>
public sealed record Basis(int Recorded, decimal? Confidence, DateTimeOffset? NewestAt)
{
    internal static Basis Of(IReadOnlyCollection<RunRecord> runs, decimal? confidence) =>
        new(runs.Count, confidence, runs.Max(r => (DateTimeOffset?)r.At));
}

/// <summary>
/// The latest decision <c>LDT = t0 + RTO - (prepare + commit + verify)bound - armed limit</c> and the latest ask
/// <c>LAT = LDT - A_p90</c>. Without recorded runs both are unknown, and the estimates are given, labelled as such.
/// </summary>
/// <param name="LatestDecision">Null when unknown: no impact start, or no recorded run.</param>
/// <param name="LatestAsk">Null when unknown.</param>
/// <param name="EstimatedDecision">The same from the plan's own estimates; null only when impact start is unknown.</param>
/// <param name="EstimatedAsk">The same from the plan's own estimates.</param>
public sealed record DecisionClock(
    DateTimeOffset? LatestDecision, DateTimeOffset? LatestAsk, Basis RunBasis, Basis ApprovalBasis,
    DateTimeOffset? EstimatedDecision, DateTimeOffset? EstimatedAsk)
{
    /// <summary>The clock of one incident. Every percentile is the 90 %-confidence bound on p90 of <see cref="UpperBound"/>.</summary>
    /// <remarks>
    /// The run's bound is taken over whole runs: each recorded run gives one total, of the steps that the plan has now. Only runs of the
    /// same failure mode in which every one of those steps ran are comparable; all others count for nothing, for the approvals too.
    /// </remarks>
    /// <param name="impactStart">t0 (UTC); null makes all four times null.</param>
    public static DecisionClock For(
        FailoverPlan plan, DateTimeOffset? impactStart, FailureMode mode, IReadOnlyList<RunRecord> runs)
    {
        var steps = plan.Steps.Select(s => s.Id).ToList();
        var comparable = runs.Where(r => r.Mode == mode && r.Approval >= TimeSpan.Zero && r.Total(steps) is not null).ToList();
        var run = UpperBound.OfP90([.. comparable.Select(r => r.Total(steps)!.Value)]);
        var approval = UpperBound.OfP90([.. comparable.Select(r => r.Approval)]);

        var limit = impactStart + plan.Rto - plan.ArmedLimit;
        var decision = limit - run?.Value;
        var estimated = limit - TimeSpan.FromTicks(plan.Steps.Sum(s => s.Estimate.Ticks));
        return new DecisionClock(
            decision, decision - approval?.Value,
            Basis.Of(comparable, run?.Confidence), Basis.Of(comparable, approval?.Confidence),
            estimated, estimated - plan.ApprovalEstimate);
    }
}
