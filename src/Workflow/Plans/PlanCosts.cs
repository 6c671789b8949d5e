namespace IncidentBot.Workflow.Plans;

/// <summary>What an outage and a failover cost, in the currency of the plan's loss; whatever is null is unknown, and is named where it is needed.</summary>
/// <param name="LossPerMinute">Money lost per minute while nobody is served, by hour of the week (UTC); null: unknown.</param>
/// <param name="AffectedShare">Share of users affected, 0 to 1; null while unknown, or while a reading gives it.</param>
/// <param name="AffectedReading">The reading that measures the affected share; null if none does.</param>
/// <param name="Recovery">How likely the primary recovers by itself, and how soon; an assumption.</param>
/// <param name="Wait">How long a wait the card weighs against going now; at least as long as the recovery may take. Default 10 min.</param>
/// <param name="Failback">What moving back costs.</param>
/// <param name="FailedFailover">What a failover that fails costs.</param>
public sealed record PlanCosts(
    HourlyLoss? LossPerMinute, decimal? AffectedShare, string? AffectedReading, RecoveryTerms? Recovery, TimeSpan Wait,
    decimal? Failback, decimal? FailedFailover);

/// <summary>How likely it is that the primary recovers by itself within a time.</summary>
/// <param name="Probability">0 to 1.</param>
/// <param name="Source">Who assumes it, and why.</param>
public sealed record RecoveryTerms(decimal Probability, TimeSpan Within, string Source);

/// <summary>Money lost per minute, by hour of the week (UTC); hours that no entry names have the default, or are unknown.</summary>
public sealed record HourlyLoss(decimal? Otherwise, IReadOnlyList<HoursLoss> Hours)
{
    /// <summary>The money per minute at a moment; null where the plan does not say.</summary>
    public decimal? At(DateTimeOffset now)
    {
        foreach (var entry in Hours)
        {
            if (entry.Covers(now.UtcDateTime.DayOfWeek, now.UtcDateTime.Hour))
            {
                return entry.Money;
            }
        }

        return Otherwise;
    }
}

/// <summary>Money per minute in some hours of some days: <c>mon-fri 09-18</c> is Monday to Friday from 09:00 until 18:00 UTC.</summary>
/// <param name="Until">The first hour that is no longer meant, 1 to 24.</param>
public sealed record HoursLoss(DayOfWeek First, DayOfWeek Last, int From, int Until, decimal Money)
{
    /// <summary>Whether an hour of a day (UTC, 0 to 23) is meant; days may run over the end of the week.</summary>
    public bool Covers(DayOfWeek day, int hour) =>
        hour >= From && hour < Until && (First <= Last ? day >= First && day <= Last : day >= First || day <= Last);
}
