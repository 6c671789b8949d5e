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
    /// <summary>How far a source's clock may run ahead of ours; a sample from further in the future is unknown, or it would pass for fresh until its time came.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <summary>The value, if it is known and neither too old nor from the future at <paramref name="now"/>.</summary>
    public decimal? ValueAt(DateTimeOffset now) => UnknownAt(now) is null ? Value : null;

    /// <summary>Why <see cref="ValueAt"/> gives nothing, in words; null exactly when it gives a value.</summary>
    public string? UnknownAt(DateTimeOffset now)
    {
        if (Problem is not null)
        {
            return $"{Id} is unknown: {Problem}";
        }

        var age = now - SampledAt;
        return Value is null ? $"{Id} is unknown: no value"
            : age > MaxAge ? $"{Id} is unknown: its sample is {Durations.Text(age)} old, the limit is {Durations.Text(MaxAge)}"
            : age < -ClockSkew ? $"{Id} is unknown: its sample is dated {Durations.Text(-age)} in the future; check the clock of {Source}"
            : null;
    }
}
