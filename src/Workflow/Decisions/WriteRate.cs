using System.Globalization;

namespace IncidentBot.Workflow.Decisions;

/// <summary>What is known of the write rate, in writes per second.</summary>
/// <param name="P50">Median of the hour before impact start; null when no bucket lies there.</param>
/// <param name="P95">95th percentile of the same hour.</param>
/// <param name="MaxSince">Largest bucket since impact start; null when there is none.</param>
/// <param name="Buckets">How many buckets the percentiles rest on.</param>
/// <param name="SampledAt">When the buckets were read at their source (UTC).</param>
public sealed record WriteRate(decimal? P50, decimal? P95, decimal? MaxSince, int Buckets, DateTimeOffset SampledAt)
{
    /// <summary>How far back the percentiles look.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>What was refused of the source's answer, in words for people; null when nothing was.</summary>
    public string? Problem { get; init; }

    /// <summary>The rate from the buckets of one answer of a source.</summary>
    /// <remarks>
    /// Wherever the data leave a choice, the one that gives the larger bound is taken. A second without a bucket is left out, not
    /// counted as zero: zeros would pull the percentiles down, and silence is no proof of idleness. Percentiles rest on whole
    /// buckets inside the hour; the maximum also counts a bucket that straddles impact start or still runs. Of two buckets for
    /// one time the larger counts. Buckets that are negative or begin after <paramref name="sampledAt"/> are refused, which
    /// <see cref="Problem"/> says. A period longer than a second hides the peaks within it.
    /// </remarks>
    /// <param name="impactStart">Where the writes that may be lost begin. Unknown: the percentiles are of the hour before <paramref name="sampledAt"/>, and so is the maximum, since impact may have begun anywhere in it.</param>
    /// <param name="period">What one bucket covers; above zero.</param>
    public static WriteRate From(
        IReadOnlyList<WriteBucket> buckets, DateTimeOffset? impactStart, DateTimeOffset sampledAt, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        var end = impactStart ?? sampledAt;
        var start = end - DateTimeOffset.MinValue > Window ? end - Window : DateTimeOffset.MinValue;
        var used = buckets
            .Where(b => b.PerSecond >= 0 && b.At <= sampledAt)
            .GroupBy(b => b.At, (at, same) => new WriteBucket(at, same.Max(b => b.PerSecond)))
            .ToList();

        var before = used
            .Where(b => b.At >= start && b.At + period <= end && b.At + period <= sampledAt)
            .Select(b => b.PerSecond).ToList();
        var since = used.Where(b => b.At + period > (impactStart ?? start)).Select(b => (decimal?)b.PerSecond);

        return new WriteRate(Quantiles.Of(before, 0.50m), Quantiles.Of(before, 0.95m), since.Max(), before.Count, sampledAt)
        {
            Problem = Refused(buckets, sampledAt),
        };
    }

    private static string? Refused(IReadOnlyList<WriteBucket> buckets, DateTimeOffset sampledAt)
    {
        var negative = buckets.Count(b => b.PerSecond < 0);
        var future = buckets.Count(b => b.PerSecond >= 0 && b.At > sampledAt);
        return negative + future == 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"{negative + future} of {buckets.Count} write-rate buckets were refused: {negative} negative, {future} later than the sample itself");
    }
}

/// <summary>Writes acknowledged per second in the second (or metric period) that begins at <paramref name="At"/>.</summary>
public sealed record WriteBucket(DateTimeOffset At, decimal PerSecond);
