using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class LossTests
{
    private static readonly DateTimeOffset T = Sample.Noon;

    [Fact]
    public void The_bound_takes_the_larger_rate_rounds_up_and_adds_what_is_in_flight()
    {
        // E = 12.5 s. N50 = 100 * 12.5 = 1250. N95 = ceil(max(140.1, 150.3) * 12.5) + 7 = ceil(1878.75) + 7 = 1879 + 7 = 1886.
        // Money = 1886 * 12.34 = 23,273.24.
        var loss = Of(12.5m, Sample.Rate(100, 140.1m, 150.3m))!;

        Assert.Equal((1250L, 1886L, 23_273.24m, "EUR"), (loss.Likely, loss.Bound, loss.Money, loss.Currency));
    }

    [Fact]
    public void Money_keeps_every_digit_where_a_binary_fraction_would_not()
    {
        // 9,007,199,254,740,993 = 2^53 + 1 records at 0.01 are 90,071,992,547,409.93.
        var loss = Loss.For(Exposed(1), Sample.Rate(1, 9_007_199_254_740_993, null), new LossTerms(0.01m, "EUR", 0))!;

        Assert.Equal(90_071_992_547_409.93m, loss.Money);
    }

    [Fact]
    public void The_quiet_after_impact_does_not_lower_the_bound() =>
        Assert.Equal(1400 + 7, Of(10, Sample.Rate(100, 140, 0))!.Bound);

    [Fact]
    public void An_unknown_rate_is_an_unknown_loss_and_never_zero()
    {
        var loss = Of(10, null)!;

        Assert.Equal(((long?)null, (long?)null, (decimal?)null), (loss.Likely, loss.Bound, loss.Money));
        Assert.Equal(Sample.Seconds(10), loss.Exposure.Span);
    }

    [Fact]
    public void The_maximum_since_impact_alone_bounds_nothing()
    {
        var loss = Of(600, Sample.Rate(null, null, 0))!;

        Assert.Equal(((long?)null, (long?)null), (loss.Likely, loss.Bound));
    }

    [Fact]
    public void No_bucket_since_impact_leaves_the_95th_percentile() => Assert.Equal(1407, Of(10, Sample.Rate(100, 140, null))!.Bound);

    [Fact]
    public void No_exposure_still_risks_what_is_in_flight() => Assert.Equal(7, Of(0, Sample.Rate(100, 140, 150))!.Bound);

    [Fact]
    public void Whole_records_are_not_rounded_further() => Assert.Equal(30 + 7, Of(0.3m, Sample.Rate(100, 100, 100))!.Bound);

    [Theory]
    [InlineData("1e28", 1)]
    [InlineData("1e28", 86_400)]
    [InlineData("9000000000000000000", 2)]
    [InlineData("9223372036854775807", 1)]
    public void A_bound_beyond_counting_is_unknown_and_not_an_overflow(string rate, int seconds)
    {
        var perSecond = decimal.Parse(rate, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Null(Of(seconds, Sample.Rate(1, perSecond, null))!.Bound);
    }

    [Fact]
    public void Money_beyond_decimal_is_unknown_while_the_records_are_known()
    {
        var loss = Loss.For(Exposed(10), Sample.Rate(1, 140, null), Sample.Terms with { ValuePerWrite = decimal.MaxValue })!;

        Assert.Equal((1407L, (decimal?)null), (loss.Bound, loss.Money));
    }

    [Fact]
    public void A_negative_rate_is_unknown() => Assert.Null(Of(10, Sample.Rate(-1, -1, -1))!.Bound);

    [Fact]
    public void A_larger_exposure_never_has_a_smaller_bound() =>
        Prop.ForAll(
            (from rate in Rates from a in Sample.Spans(7200) from b in Sample.Spans(7200) select (rate, a, b)).ToArbitrary(),
            given => Loss.BoundFor(given.a < given.b ? given.a : given.b, given.rate, Sample.Terms)
                <= Loss.BoundFor(given.a < given.b ? given.b : given.a, given.rate, Sample.Terms)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_bound_shown_is_the_bound_that_any_exposure_is_checked_by() =>
        Prop.ForAll(
            (from rate in Rates from span in Sample.Spans(7200) select (rate, span)).ToArbitrary(),
            given => Loss.For(Exposed(given.span), given.rate, Sample.Terms)!.Bound == Loss.BoundFor(given.span, given.rate, Sample.Terms))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_bound_is_the_least_whole_number_that_covers_rate_times_exposure() =>
        Prop.ForAll(
            (from rate in Rates from span in Sample.Spans(7200) select (rate, span)).ToArbitrary(),
            given =>
            {
                // In units of 1e-10 records: the rate has three decimals, a tick is 1e-7 s.
                var exact = new BigInteger(Math.Max(given.rate.P95!.Value, given.rate.MaxSince ?? 0) * 1000) * given.span.Ticks;
                var records = new BigInteger(Loss.BoundFor(given.span, given.rate, Sample.Terms)!.Value - Sample.Terms.WritesInFlight);
                var unit = BigInteger.Pow(10, 10);
                return records * unit >= exact && (records - 1) * unit < exact;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Loss_is_never_negative_the_likely_one_never_above_the_bound_and_money_exact_to_its_last_digit() =>
        Prop.ForAll(
            (from rate in Rates
             from span in Sample.Spans(7200)
             from sign in Gen.Elements(1, -1)
             from price in Gen.Choose(0, int.MaxValue)
             from inFlight in Gen.Choose(0, 500)
             select (rate, span: span * sign, price, inFlight)).ToArbitrary(),
            given =>
            {
                var loss = Loss.For(Exposed(given.span), given.rate, new LossTerms(given.price / 10_000_000m, "EUR", given.inFlight))!;
                return loss.Likely >= 0 && loss.Likely <= loss.Bound && loss.Bound >= given.inFlight
                    && loss.Money * 10_000_000 == loss.Bound * (decimal)given.price;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_negative_exposure_counts_as_none() =>
        Assert.Equal(7, Loss.BoundFor(Sample.Seconds(-30), Sample.Rate(100, 140, 150), Sample.Terms));

    private static readonly Gen<WriteRate> Rates =
        from p50 in Gen.Choose(0, 1_000_000)
        from above in Gen.Choose(0, 1_000_000)
        from max in Gen.Frequency((1, Gen.Constant((int?)null)), (4, Gen.Choose(0, 3_000_000).Select(m => (int?)m)))
        select Sample.Rate(p50 / 1000m, (p50 + above) / 1000m, max / 1000m);

    private static Loss? Of(decimal seconds, WriteRate? rate) => Loss.For(Exposed(Sample.Seconds(seconds)), rate, Sample.Terms);

    private static Exposure Exposed(decimal seconds) => Exposed(Sample.Seconds(seconds));

    private static Exposure Exposed(TimeSpan span) => new(T, T + span, true, T);
}
