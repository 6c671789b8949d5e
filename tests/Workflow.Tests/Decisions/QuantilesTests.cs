using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Decisions;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class QuantilesTests
{
    // Of 10, 20, 30, 40 the ranks are ceil(share * 4): 0.5 -> 2, 0.51 -> ceil(2.04) = 3, 0.75 -> 3, 0.95 -> ceil(3.8) = 4.
    [Theory]
    [InlineData("0.01", 10)]
    [InlineData("0.25", 10)]
    [InlineData("0.26", 20)]
    [InlineData("0.5", 20)]
    [InlineData("0.51", 30)]
    [InlineData("0.75", 30)]
    [InlineData("0.95", 40)]
    [InlineData("1", 40)]
    public void The_nearest_rank_is_the_share_of_the_count_rounded_up(string share, int expected) =>
        Assert.Equal(expected, Quantiles.Of([40, 10, 30, 20], decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void The_95th_percentile_of_a_hundred_is_the_95th_of_them() =>
        Assert.Equal(95m, Quantiles.Of(Enumerable.Range(1, 100).Select(i => (decimal)i), 0.95m));

    [Fact]
    public void Durations_have_quantiles_too() =>
        Assert.Equal(TimeSpan.FromTicks(3), Quantiles.Of([TimeSpan.FromTicks(5), TimeSpan.FromTicks(3), TimeSpan.FromTicks(1)], 0.5m));

    [Fact]
    public void An_empty_sample_has_none() => Assert.Null(Quantiles.Of(Array.Empty<decimal>(), 0.5m));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_share_outside_its_range_is_refused(int share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Of([1m], share));

    [Fact]
    public void It_is_the_smallest_value_that_the_share_does_not_exceed() =>
        Prop.ForAll(
            (from values in Gen.NonEmptyListOf(Gen.Choose(-50, 50))
             from percent in Gen.Choose(1, 100)
             select (Values: values.ToList(), Percent: percent)).ToArbitrary(),
            given =>
            {
                var quantile = Quantiles.Of(given.Values, given.Percent / 100m)!.Value;
                return given.Values.Contains(quantile)
                    && given.Values.Count(v => v <= quantile) * 100 >= given.Percent * given.Values.Count
                    && given.Values.Count(v => v < quantile) * 100 < given.Percent * given.Values.Count;
            }).QuickCheckThrowOnFailure();
}
