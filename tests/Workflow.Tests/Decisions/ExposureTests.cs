using IncidentBot.Workflow.Decisions;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class ExposureTests
{
    private static readonly DateTimeOffset T = Sample.Noon;

    [Fact]
    public void The_recovery_point_is_the_largest_sample_time_less_lag()
    {
        // 12:00:00 - 2 s = 11:59:58; 12:00:05 - 9 s = 11:59:56 (earlier: R stays); 12:00:10 - 4 s = 12:00:06.
        var first = RecoveryPoint.After(null, T, Sample.Seconds(2));
        var second = RecoveryPoint.After(first, T.AddSeconds(5), Sample.Seconds(9));
        var third = RecoveryPoint.After(second, T.AddSeconds(10), Sample.Seconds(4));

        Assert.Equal(new RecoveryPoint(T.AddSeconds(-2), T, T), first);
        Assert.Equal(new RecoveryPoint(T.AddSeconds(-2), T, T.AddSeconds(5)), second);
        Assert.Equal(new RecoveryPoint(T.AddSeconds(6), T.AddSeconds(10), T.AddSeconds(10)), third);
    }

    [Fact]
    public void A_late_sample_does_not_make_the_newest_one_older()
    {
        var point = RecoveryPoint.After(RecoveryPoint.After(null, T, Sample.Seconds(9)), T.AddSeconds(-3), Sample.Seconds(1));

        Assert.Equal(new RecoveryPoint(T.AddSeconds(-4), T.AddSeconds(-3), T), point);
    }

    [Fact]
    public void A_negative_lag_counts_for_nothing()
    {
        var point = RecoveryPoint.After(null, T, Sample.Seconds(2));

        Assert.Null(RecoveryPoint.After(null, T, Sample.Seconds(-1)));
        Assert.Same(point, RecoveryPoint.After(point, T.AddSeconds(5), Sample.Seconds(-1)));
    }

    [Fact]
    public void A_sample_dated_in_the_future_counts_as_taken_when_it_came() =>
        Assert.Equal(
            new RecoveryPoint(T.AddSeconds(-3), T, T), RecoveryPoint.After(null, T.AddHours(1), Sample.Seconds(3), receivedAt: T));

    [Fact]
    public void A_sample_that_travelled_keeps_its_own_time() =>
        Assert.Equal(
            new RecoveryPoint(T.AddSeconds(-3), T, T), RecoveryPoint.After(null, T, Sample.Seconds(3), receivedAt: T.AddSeconds(2)));

    [Fact]
    public void The_recovery_point_is_in_UTC() =>
        Assert.Equal(TimeSpan.Zero, RecoveryPoint.After(null, T.ToOffset(TimeSpan.FromHours(2)), Sample.Seconds(3))!.At.Offset);

    [Fact]
    public void A_lag_beyond_all_time_reaches_back_to_its_beginning() =>
        Assert.Equal(DateTimeOffset.MinValue, RecoveryPoint.After(null, T, TimeSpan.MaxValue)!.At);

    [Fact]
    public void Exposure_runs_from_the_recovery_point_to_the_edge()
    {
        var point = RecoveryPoint.After(null, T, Sample.Seconds(2));

        // Now 12:00:30: 32 s unfenced. Fenced at 12:00:20: 22 s. Proven dead at 12:00:10, before the fence: 12 s.
        Assert.Equal(Sample.Seconds(32), Exposure.At(point, T.AddSeconds(30), null, null)!.Span);
        Assert.Equal(Sample.Seconds(22), Exposure.At(point, T.AddSeconds(30), T.AddSeconds(20), null)!.Span);
        Assert.Equal(Sample.Seconds(12), Exposure.At(point, T.AddSeconds(30), T.AddSeconds(20), T.AddSeconds(10))!.Span);
        Assert.Equal(Sample.Seconds(12), Exposure.At(point, T.AddSeconds(30), null, T.AddSeconds(10))!.Span);
    }

    [Fact]
    public void It_says_its_window_whether_it_grows_and_how_old_its_newest_sample_is()
    {
        var point = RecoveryPoint.After(RecoveryPoint.After(null, T, Sample.Seconds(2)), T.AddSeconds(5), Sample.Seconds(60));

        Assert.Equal(
            new Exposure(T.AddSeconds(-2), T.AddSeconds(30), Growing: true, T.AddSeconds(5)),
            Exposure.At(point, T.AddSeconds(30), T.AddSeconds(31), null));
        Assert.Equal(
            new Exposure(T.AddSeconds(-2), T.AddSeconds(30), Growing: false, T.AddSeconds(5)),
            Exposure.At(point, T.AddSeconds(30), T.AddSeconds(30), null));
    }

    [Fact]
    public void A_target_that_caught_up_with_a_fenced_primary_has_none() =>
        Assert.Equal(
            TimeSpan.Zero,
            Exposure.At(RecoveryPoint.After(null, T.AddSeconds(40), TimeSpan.Zero), T.AddSeconds(50), T.AddSeconds(20), null)!.Span);

    [Fact]
    public void Lag_that_was_never_sampled_leaves_everything_unknown()
    {
        Assert.Null(Exposure.At(null, T, T, T));
        Assert.Null(Loss.For(Exposure.At(null, T, null, null), Sample.Rate(1, 2, 3), Sample.Terms));
        Assert.Null(RpoClock.BreachAt(null, Sample.Seconds(60)));
    }

    [Fact]
    public void The_objective_is_breached_its_length_after_the_recovery_point()
    {
        // R = 12:00:00 - 2 s = 11:59:58; RPO 60 s: breach at 12:00:58, when an unfenced exposure is 60 s.
        var point = RecoveryPoint.After(null, T, Sample.Seconds(2));
        var breach = RpoClock.BreachAt(point, Sample.Seconds(60));

        Assert.Equal(T.AddSeconds(58), breach);
        Assert.Equal(Sample.Seconds(60), Exposure.At(point, breach!.Value, null, null)!.Span);
    }
}
