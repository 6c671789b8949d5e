using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

/// <summary>Numbers at the very end of what can be counted: the last one counts, and beyond it the answer is unknown, never wrong.</summary>
public sealed class LimitTests
{
    private static readonly LossTerms NoneInFlight = new(1, "EUR", 0);

    [Fact]
    public void The_last_number_of_records_is_still_counted()
    {
        Assert.Equal(long.MaxValue, Loss.BoundFor(TimeSpan.FromSeconds(1), Sample.Rate(1, long.MaxValue, null), NoneInFlight));
        Assert.Null(Loss.BoundFor(TimeSpan.FromSeconds(1), Sample.Rate(1, long.MaxValue, null), NoneInFlight with { WritesInFlight = 1 }));
    }

    [Fact]
    public void A_rate_and_an_exposure_whose_product_no_number_holds_give_no_bound() =>
        Assert.Null(Loss.BoundFor(TimeSpan.FromSeconds(1_000_000), Sample.Rate(1, 9e23m, null), NoneInFlight));

    [Fact]
    public void The_largest_price_is_still_told_and_one_beyond_it_is_unknown()
    {
        var exposure = new Exposure(Sample.Noon, Sample.Noon.AddSeconds(1), false, Sample.Noon);
        var terms = NoneInFlight with { ValuePerWrite = decimal.MaxValue };

        Assert.Equal(decimal.MaxValue, Loss.For(exposure, Sample.Rate(1, 1, null), terms)!.Money);
        Assert.Null(Loss.For(exposure, Sample.Rate(2, 2, null), terms)!.Money);
    }

    [Fact]
    public void A_later_sample_that_gives_the_same_point_leaves_its_origin_and_is_remembered_as_the_newest()
    {
        var first = RecoveryPoint.After(null, Sample.Noon, TimeSpan.Zero);

        Assert.Equal(new RecoveryPoint(Sample.Noon, Sample.Noon, Sample.Noon.AddSeconds(9)),
            RecoveryPoint.After(first, Sample.Noon.AddSeconds(9), TimeSpan.FromSeconds(9)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.01)]
    public void A_share_of_nothing_or_of_more_than_all_is_the_callers_error(double part) =>
        Assert.Throws<ArgumentOutOfRangeException>("share", () => Quantiles.Of([1, 2, 3], (decimal)part));
}
