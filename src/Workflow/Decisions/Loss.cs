using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>What would be lost by promoting: the bound that is shown is the bound that is checked and later counted against.</summary>
/// <param name="Likely">N50 = W_p50 * E, in records, rounded up; null when the median rate is unknown.</param>
/// <param name="Bound">
/// N95 = ceil(max(W_p95, W_max since t0) * E) + writes in flight. Null (unknown) when W_p95 is, or when it is beyond counting. The maximum
/// since t0 alone bounds nothing: writes fall when impact starts, and the window reaches back before it.
/// </param>
/// <param name="Money">Bound * value per write, in <paramref name="Currency"/>; null when the bound is, or when it is beyond <c>decimal</c>.</param>
/// <param name="Rate">What the bound was computed from.</param>
public sealed record Loss(Exposure Exposure, long? Likely, long? Bound, decimal? Money, string Currency, WriteRate? Rate)
{
    /// <summary>The loss for an exposure, null without one; records and money are unknown (null) without a write rate, never zero.</summary>
    public static Loss? For(Exposure? exposure, WriteRate? rate, LossTerms terms)
    {
        if (exposure is null)
        {
            return null;
        }

        var bound = BoundFor(exposure.Span, rate, terms);
        return new Loss(exposure, Records(rate?.P50, exposure.Span, 0), bound, Price(bound, terms.ValuePerWrite), terms.Currency, rate);
    }

    /// <summary>The bound that the same write rate gives for another exposure: what an approver may be asked to accept.</summary>
    /// <param name="exposure">A negative one counts as zero.</param>
    public static long? BoundFor(TimeSpan exposure, WriteRate? rate, LossTerms terms) =>
        rate?.P95 is { } p95 ? Records(Math.Max(p95, rate.MaxSince ?? p95), exposure, terms.WritesInFlight) : null;

    private static long? Records(decimal? perSecond, TimeSpan span, long inFlight)
    {
        if (perSecond is not { } rate || rate < 0)
        {
            return null;
        }

        // Seconds are exact: a tick is 1e-7, and decimal holds 28 digits.
        var seconds = Math.Max(0, span.Ticks) / (decimal)TimeSpan.TicksPerSecond;
        if (rate > long.MaxValue / Math.Max(1, seconds))
        {
            return null;
        }

        var records = Math.Ceiling(rate * seconds) + inFlight;
        return records <= long.MaxValue ? (long)records : null;
    }

    private static decimal? Price(long? records, decimal each) =>
        records is null || (each > 1 && records > decimal.MaxValue / each) ? null : records * each;
}
