using System.Globalization;
using IncidentBot.Workflow.Decisions.Explaining;
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
    /// <summary>True where nothing is outstanding, measured after the fence was verified: the bound is then zero, and no write is in flight. Null otherwise.</summary>
    public bool? Drained { get; init; }

    /// <summary>The loss of a promotion after a measured drain: none, whatever the write rate was.</summary>
    public static Loss AfterDrain(Exposure exposure, WriteRate? rate, LossTerms terms) => new(exposure, 0, 0, 0, terms.Currency, rate) { Drained = true };

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

    /// <summary>How the bound came about.</summary>
    /// <param name="source">Who says the write rate.</param>
    public Explanation Explain(LossTerms terms, string source)
    {
        const string title = "The most records that may be lost: what is shown, accepted, checked and counted against";
        var span = Amounts.Span("E", Exposure.Span, "`why exposure`", Exposure.SampledAt);
        if (Drained == true)
        {
            return Explanation.Of("N95", title, Amounts.Count("outstanding", 0, "drained: measured after the fence was verified", Exposure.SampledAt), Records(0),
                "No write is in flight behind a verified fence, so writesInFlight is not added.");
        }

        if (Bound is not { } bound || Rate?.P95 is not { } p95)
        {
            return Explanation.Without("N95", title, "ceil(max(W_p95, W_max) × E) + in flight", [Unknown(source)], [span]);
        }

        Term peak = Amounts.Rate("W_p95", p95, $"{source}, the hour before the impact", Rate.SampledAt);
        peak = Rate.MaxSince is { } max ? Term.Max(peak, Amounts.Rate("W_max", max, $"{source}, since the impact", Rate.SampledAt)) : peak;
        var count = Term.Ceiling(peak * span) + Amounts.Count("in flight", terms.WritesInFlight, "loss.writesInFlight");
        return Explanation.Of("N95", title, count, Records(bound), Rate.Problem is { } problem ? [problem] : []);
    }

    /// <summary>How the likely number of records came about.</summary>
    public Explanation ExplainLikely(string source)
    {
        const string title = "Records likely to be lost, at the median write rate";
        var span = Amounts.Span("E", Exposure.Span, "`why exposure`", Exposure.SampledAt);
        return Likely is { } likely && Rate?.P50 is { } p50
            ? Explanation.Of("N50", title, Term.Ceiling(Amounts.Rate("W_p50", p50, $"{source}, the hour before the impact", Rate.SampledAt) * span), Records(likely))
            : Explanation.Without("N50", title, "ceil(W_p50 × E)", [Unknown(source)], [span]);
    }

    /// <summary>How the money came about.</summary>
    public Explanation ExplainMoney(LossTerms terms)
    {
        const string title = "Value of the most records that may be lost";
        var each = Amounts.Money("V", terms.ValuePerWrite, terms.Currency, "loss.valuePerWrite");
        return Money is { } money && Bound is { } bound
            ? Explanation.Of("money(E)", title, Amounts.Count("N95", bound, "`why loss`", Exposure.SampledAt) * each, Amounts.Rounded(money, terms.Currency),
                "Shown in whole units, rounded up.")
            : Explanation.Without("money(E)", title, "N95 × V", [Bound is null ? "N95: `why loss`" : "the amount is beyond counting"], [each]);
    }

    private string Unknown(string source) => Rate switch
    {
        null => $"W: the write rate is unknown; {source} gave none that is young enough",
        { P95: null } => $"W: {source} has no whole bucket in the hour before the impact",
        _ => "the number is beyond counting",
    };

    private static string Records(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "record" : "records")}");
}
