namespace IncidentBot.Workflow.Plans;

/// <summary>What standing ready in a second region costs, in the currency of the plan's loss; whatever is null is unknown.</summary>
/// <param name="GigabytesPerDay">What replication sends a day.</param>
/// <param name="PricePerGigabyte">Of the transfer between the regions.</param>
/// <param name="ComputePerYear">Standby compute.</param>
/// <param name="StoragePerYear">Storage of the copy.</param>
/// <param name="OutagesPerYear">Regional outages expected a year; may be a fraction.</param>
/// <param name="LossPerOutage">What one of them costs with a single region.</param>
/// <param name="WritesPerSecond">A usual rate, for what asynchronous replication accepts to lose; null leaves that unknown.</param>
/// <param name="Sync">What synchronous replication would add; null if the plan does not weigh it.</param>
public sealed record PlanStanding(
    decimal? GigabytesPerDay, decimal? PricePerGigabyte, decimal? ComputePerYear, decimal? StoragePerYear,
    decimal? OutagesPerYear, decimal? LossPerOutage, decimal? WritesPerSecond, SyncTerms? Sync);

/// <summary>The price of synchronous replication, by an assumption such as "100 ms more cost 1 % of conversion".</summary>
/// <param name="Added">What a write takes longer.</param>
/// <param name="RevenuePerYear">What the share is a share of.</param>
/// <param name="Share">The share of revenue lost, 0 to 1, for each <paramref name="Per"/> of added time.</param>
/// <param name="Source">Who assumes it, and why.</param>
public sealed record SyncTerms(TimeSpan Added, decimal RevenuePerYear, decimal Share, TimeSpan Per, string Source);
