using IncidentBot.Demo.Edge;
using IncidentBot.Demo.Regions;
using Xunit;

namespace IncidentBot.Bot.Tests.Demo;

public sealed class MonitoringTests
{
    private readonly StandingClock _clock = new();

    [Fact]
    public void Lag_reaches_back_to_the_newest_row_on_the_replica_exactly()
    {
        var newest = _clock.Now.UtcDateTime.AddTicks(-12_345_678);
        var sample = IncidentBot.Demo.Edge.Monitor.LagSample(State("primary"), State("replica", newest), _clock.Now);
        Assert.Equal(1.2345678m, sample!.Value);
        Assert.Equal(newest, sample.SampledAt.AddTicks((long)(-sample.Value * TimeSpan.TicksPerSecond)));
    }

    [Fact]
    public void No_lag_is_sampled_unless_a_primary_and_its_replica_answer()
    {
        var rows = _clock.Now.UtcDateTime;
        Assert.Null(Lag(null, State("replica", rows)));
        Assert.Null(Lag(State("replica"), State("replica", rows)));
        Assert.Null(Lag(State("primary"), null));
        Assert.Null(Lag(State("primary"), State("primary", rows)));
        Assert.Null(Lag(State("primary"), State("replica")));
    }

    [Fact]
    public void Only_whole_seconds_are_counted_and_silent_ones_count_zero()
    {
        var traffic = new Traffic(_clock);
        Assert.Empty(traffic.Complete());
        Write(traffic, 0.5, 1.1, 1.2, 3.9);
        Assert.Equal([2, 0], traffic.Complete().Select(bucket => bucket.Count));
        _clock.Now = _clock.Now.AddSeconds(1);
        Assert.Equal([2, 0, 1], traffic.Complete().Select(bucket => bucket.Count));
        Assert.Equal(1m, ReadingEndpoints.WriteRate(traffic.Complete())!.Value);
        Assert.Null(ReadingEndpoints.WriteRate([]));
    }

    [Fact]
    public void The_newest_hour_is_kept_and_older_seconds_fall_out()
    {
        var traffic = new Traffic(_clock);
        Write(traffic, 0, 1.5);
        _clock.Now = _clock.Now.AddSeconds(Traffic.Buckets);
        traffic.Record(_clock.Now, "one", acknowledged: true);
        Assert.Equal((Traffic.Buckets, 1), (traffic.Complete().Count, traffic.Complete().Sum(bucket => bucket.Count)));
        _clock.Now = _clock.Now.AddSeconds(1);
        Assert.Equal((Traffic.Buckets, 1), (traffic.Complete().Count, traffic.Complete().Sum(bucket => bucket.Count)));
        _clock.Now = _clock.Now.AddSeconds(2 * Traffic.Buckets);
        Assert.Equal((Traffic.Buckets, 0), (traffic.Complete().Count, traffic.Complete().Sum(bucket => bucket.Count)));
    }

    [Fact]
    public void Failures_count_for_five_seconds_and_no_traffic_is_no_number()
    {
        var traffic = new Traffic(_clock);
        Assert.Null(traffic.FailedShare());
        traffic.Record(_clock.Now, "one", acknowledged: true);
        traffic.Record(_clock.Now.AddSeconds(1), "one", acknowledged: false);
        traffic.Record(_clock.Now.AddSeconds(1), "two", acknowledged: false);
        Assert.Equal(0.6667m, traffic.FailedShare());
        Assert.Equal(0.3333m, traffic.ShareOf("two"));
        _clock.Now = _clock.Now.AddSeconds(5.5);
        Assert.Equal(1m, traffic.FailedShare());
        _clock.Now = _clock.Now.AddSeconds(1);
        Assert.Null(traffic.FailedShare());
    }

    private Reading? Lag(RegionState? primary, RegionState? target) => IncidentBot.Demo.Edge.Monitor.LagSample(primary, target, _clock.Now);

    private static RegionState State(string role, DateTime? newest = null) => new("r", role, false, 0, 0, newest, true);

    private void Write(Traffic traffic, params double[] seconds)
    {
        var start = _clock.Now;
        foreach (var second in seconds)
        {
            _clock.Now = start.AddSeconds(second);
            traffic.Record(_clock.Now, "one", acknowledged: true);
        }
    }
}
