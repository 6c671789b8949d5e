using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Decisions;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class WriteRateTests
{
    private static readonly DateTimeOffset T0 = Sample.Noon;
    private static readonly DateTimeOffset Now = T0.AddMinutes(5);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void The_percentiles_are_of_the_hour_before_impact_and_the_maximum_since()
    {
        // 3,600 buckets before t0 with rates 1..3600: p50 has rank ceil(0.5 * 3600) = 1800, p95 rank ceil(0.95 * 3600) = 3420.
        var buckets = Enumerable.Range(1, 3600).Select(i => Bucket(-i, i)).Append(Bucket(3, 55)).Append(Bucket(4, 54)).ToList();

        Assert.Equal(new WriteRate(1800m, 3420m, 55m, 3600, Now), WriteRate.From(buckets, T0, Now, Second));
    }

    [Fact]
    public void Buckets_older_than_the_hour_do_not_count() =>
        Assert.Equal(new WriteRate(8m, 8m, null, 1, Now), From(T0, Bucket(-3600, 8), Bucket(-3601, 99)));

    [Fact]
    public void A_replica_that_never_received_anything_puts_the_beginning_of_time_first_and_no_rate_is_known() =>
        Assert.Equal(new WriteRate(null, null, 8m, 0, Now), From(DateTimeOffset.MinValue, Bucket(-10, 8)));

    [Fact]
    public void A_silent_second_is_left_out_and_not_counted_as_zero() =>
        Assert.Equal(new WriteRate(5m, 6m, null, 3, Now), From(T0, Bucket(-3000, 5), Bucket(-20, 6), Bucket(-10, 5)));

    [Fact]
    public void A_reported_zero_counts() =>
        Assert.Equal(new WriteRate(0m, 6m, 0m, 3, Now), From(T0, Bucket(-3, 0), Bucket(-2, 0), Bucket(-1, 6), Bucket(1, 0)));

    [Fact]
    public void A_bucket_that_straddles_impact_counts_for_the_maximum_only() =>
        Assert.Equal(
            new WriteRate(10m, 10m, 70m, 1, Now),
            WriteRate.From([Bucket(-90, 10), Bucket(-30, 70)], T0, Now, TimeSpan.FromMinutes(1)));

    [Fact]
    public void A_bucket_that_ends_at_impact_is_whole_and_lies_before_it() =>
        Assert.Equal(new WriteRate(9m, 9m, null, 1, Now), From(T0, Bucket(-1, 9)));

    [Fact]
    public void Without_impact_start_all_is_of_the_hour_before_the_sample()
    {
        // 20 buckets 1..20: p50 rank 10, p95 rank 19; one older than the hour is left out; the one that still runs counts for the maximum only.
        var buckets = Enumerable.Range(1, 20).Select(i => new WriteBucket(Now.AddSeconds(-i), i))
            .Append(new WriteBucket(Now.AddSeconds(-3601), 500)).Append(new WriteBucket(Now, 40));

        Assert.Equal(new WriteRate(10m, 19m, 40m, 20, Now), From(null, [.. buckets]));
    }

    [Fact]
    public void Nothing_known_is_unknown_and_not_zero() =>
        Assert.Equal(new WriteRate(null, null, null, 0, Now), From(T0));

    [Fact]
    public void Of_two_buckets_for_one_second_the_larger_counts_once() =>
        Assert.Equal(new WriteRate(8m, 8m, null, 1, Now), From(T0, Bucket(-5, 3), Bucket(-5, 8), Bucket(-5, 2)));

    [Fact]
    public void Negative_and_future_buckets_are_refused_aloud()
    {
        var rate = From(T0, Bucket(-5, 3), Bucket(-4, -1), Bucket(301, 900), Bucket(302, -2));

        Assert.Equal(
            "3 of 4 write-rate buckets were refused: 2 negative, 1 later than the sample itself", rate.Problem);
        Assert.Equal(new WriteRate(3m, 3m, null, 1, Now), rate with { Problem = null });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_period_must_be_positive(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WriteRate.From([], T0, Now, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Refused_buckets_change_no_number_and_the_order_changes_nothing() =>
        Prop.ForAll(
            (from good in Gen.ListOf(Buckets(-4000, 300, 0))
             from future in Gen.ListOf(Buckets(301, 9999, 0))
             from negative in Gen.ListOf(Buckets(-4000, 300, -1000))
             from known in Gen.Elements(true, false)
             select (Good: good.ToList(), Bad: future.Concat(negative.Where(b => b.PerSecond < 0)).ToList(), Known: known)).ToArbitrary(),
            given =>
            {
                DateTimeOffset? t0 = given.Known ? T0 : null;
                var alone = WriteRate.From(given.Good, t0, Now, Second);
                var mixed = WriteRate.From([.. given.Bad, .. Enumerable.Reverse(given.Good)], t0, Now, Second);
                return alone.Problem is null && (mixed.Problem is not null) == (given.Bad.Count > 0)
                    && alone == (mixed with { Problem = null })
                    && (alone.P50 ?? 0) <= (alone.P95 ?? 0);
            }).QuickCheckThrowOnFailure();

    private static Gen<WriteBucket> Buckets(int first, int last, int least) =>
        from second in Gen.Choose(first, last)
        from rate in Gen.Choose(least, 1000)
        select Bucket(second, rate / 10m);

    private static WriteBucket Bucket(int second, decimal rate) => new(T0.AddSeconds(second), rate);

    private static WriteRate From(DateTimeOffset? t0, params WriteBucket[] buckets) => WriteRate.From(buckets, t0, Now, Second);
}
