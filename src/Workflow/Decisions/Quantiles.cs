namespace IncidentBot.Workflow.Decisions;

/// <summary>The plain empirical quantile by nearest rank: the smallest value that at least the asked share of the sample does not exceed.</summary>
/// <remarks>
/// Rank <c>ceil(share * n)</c> of the sorted sample, at least 1. The answer is always a value that was observed: nothing is
/// interpolated, so decimals and durations come out exactly as they went in, and a larger share never gives a smaller answer.
/// </remarks>
public static class Quantiles
{
    /// <summary>The quantile of a sample in any order; null of an empty one.</summary>
    /// <param name="share">Above 0, up to 1: 0.5 is the median, 0.95 the 95th percentile, 1 the maximum.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not above 0 and at most 1.</exception>
    public static T? Of<T>(IEnumerable<T> sample, decimal share)
        where T : struct, IComparable<T>
    {
        var sorted = sample.Order().ToList();
        return sorted.Count == 0 ? null : sorted[Rank(sorted.Count, share) - 1];
    }

    /// <summary>The nearest rank, counted from 1, of a share of <paramref name="count"/> sorted values.</summary>
    internal static int Rank(int count, decimal share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(share, 0m);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1m);
        return Math.Max(1, (int)Math.Ceiling(share * count));
    }
}
