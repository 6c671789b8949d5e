namespace IncidentBot.Workflow.Decisions;

/// <summary>Where a duration comes from; shown beside it.</summary>
/// <param name="Recorded">How many recorded runs it rests on; 0 means the plan's own estimate.</param>
/// <param name="Confidence">Probability that a bound covers the true p90, 0 to 1; null for estimates and plain quantiles.</param>
/// <param name="NewestAt">When the newest recorded run was (UTC).</param>
public sealed record Basis(int Recorded, decimal? Confidence, DateTimeOffset? NewestAt);

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
    DateTimeOffset? EstimatedDecision, DateTimeOffset? EstimatedAsk);

/// <summary>How long the whole remaining run will take: median and 90th percentile of resampled recorded runs, or the plan's estimate.</summary>
/// <param name="P90">Null when it rests on the plan's estimate, which has no spread.</param>
public sealed record Eta(TimeSpan P50, TimeSpan? P90, Basis Basis);
