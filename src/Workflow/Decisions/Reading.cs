using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>One sample of one input, or the reason why there is none.</summary>
/// <param name="Value">Null when the source gave none; then <paramref name="Problem"/> says why.</param>
/// <param name="Source">Who said so, for people: a URL, a person's name, a probe.</param>
/// <param name="SampledAt">When the value was true at its source (UTC), not when it was fetched.</param>
/// <param name="MaxAge">An older sample is unknown, replication lag excepted.</param>
public sealed record Reading(
    string Id, decimal? Value, ReadingUnit Unit, string Source, string ObservedFrom,
    DateTimeOffset SampledAt, TimeSpan MaxAge, string? Problem)
{
    /// <summary>The value, if it is known and young enough at <paramref name="now"/>; never negative age.</summary>
    public decimal? ValueAt(DateTimeOffset now) => Problem is null && now - SampledAt <= MaxAge ? Value : null;

    /// <summary>Why <see cref="ValueAt"/> gives nothing, in words; null when it gives a value.</summary>
    public string? UnknownAt(DateTimeOffset now)
    {
        if (Problem is not null)
        {
            return $"{Id} is unknown: {Problem}";
        }

        var age = now - SampledAt;
        return Value is null ? $"{Id} is unknown: no value"
            : age > MaxAge ? $"{Id} is unknown: its sample is {Durations.Text(age)} old, the limit is {Durations.Text(MaxAge)}"
            : null;
    }
}

/// <summary>What is known of the write rate, in writes per second.</summary>
/// <param name="P50">Median of the hour before impact start; null when no bucket lies there.</param>
/// <param name="P95">95th percentile of the same hour.</param>
/// <param name="MaxSince">Largest one-second bucket since impact start; null when there is none.</param>
/// <param name="Buckets">How many one-second buckets the percentiles rest on.</param>
public sealed record WriteRate(decimal? P50, decimal? P95, decimal? MaxSince, int Buckets, DateTimeOffset SampledAt);

/// <summary>Writes acknowledged in the second (or metric period) that begins at <paramref name="At"/>.</summary>
public sealed record WriteBucket(DateTimeOffset At, decimal PerSecond);
