using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>What would be lost by promoting: the bound that is shown is the bound that is checked and later counted against.</summary>
/// <param name="Likely">N50 = W_p50 * E, in records, rounded up; null when the write rate is unknown.</param>
/// <param name="Bound">N95 = ceil(max(W_p95, W_max since t0) * E) + writes in flight; null when the write rate is unknown.</param>
/// <param name="Money">Bound * value per write, in <paramref name="Currency"/>; null when the bound is.</param>
/// <param name="Rate">What the bound was computed from.</param>
public sealed record Loss(Exposure Exposure, long? Likely, long? Bound, decimal? Money, string Currency, WriteRate? Rate)
{
    /// <summary>The loss for an exposure; records and money are unknown (null) without a write rate, never zero.</summary>
    public static Loss? For(Exposure? exposure, WriteRate? rate, LossTerms terms)
    {
        if (exposure is null)
        {
            return null;
        }

        var likely = Records(rate?.P50 ?? rate?.MaxSince, exposure.Span, 0);
        var bound = Records(Larger(rate?.P95, rate?.MaxSince), exposure.Span, terms.WritesInFlight);
        return new Loss(exposure, likely, bound, bound * terms.ValuePerWrite, terms.Currency, rate);
    }

    /// <summary>The bound that the same write rate gives for another exposure: what an approver may be asked to accept.</summary>
    public static long? BoundFor(TimeSpan exposure, WriteRate? rate, LossTerms terms) =>
        Records(Larger(rate?.P95, rate?.MaxSince), exposure, terms.WritesInFlight);

    private static decimal? Larger(decimal? a, decimal? b) => a is null ? b : b is null || a > b ? a : b;

    private static long? Records(decimal? perSecond, TimeSpan span, long inFlight) =>
        perSecond is null ? null : (long)Math.Ceiling(perSecond.Value * span.Ticks / TimeSpan.TicksPerSecond) + inFlight;
}
