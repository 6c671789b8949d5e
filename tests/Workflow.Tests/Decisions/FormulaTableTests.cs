using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

/// <summary>Formulae 8 to 10, and the examples by hand that 1 to 5 lacked.</summary>
public sealed class FormulaTableTests
{
    private static readonly DateTimeOffset Shifted = Sample.Noon;
    private static readonly PlanDns Dns = new(TimeSpan.FromSeconds(60), TrafficShift.Dns, 0.5m, "old");

    [Fact]
    public void A_tail_that_is_not_measured_is_a_forecast_that_halves_each_ttl()
    {
        var tail = DnsTail.For(Dns, null, []);
        Assert.Equal([0.5m, 0.25m, 0.125m, 0.0625m], tail.Points.Select(p => p.Share.Value));
        Assert.Equal(["50 %", "25 %", "12.5 %", "6.3 %"], tail.Points.Select(p => p.Share.Why.Result));
        Assert.All(tail.Points, p => Assert.False(p.IsMeasured));
    }

    [Fact]
    public void A_measurement_takes_the_forecasts_place_and_the_forecast_goes_on_from_it()
    {
        // Measured 0.8 at 65 s, which is 1 TTL; then forecast 0.4, measured 0.3 at 3 TTL, forecast 0.15.
        var tail = DnsTail.For(Dns, Shifted, [new(Shifted.AddSeconds(65), 0.8m), new(Shifted.AddSeconds(180), 0.3m)]);
        Assert.Equal([(true, 0.8m), (false, 0.4m), (true, 0.3m), (false, 0.15m)], tail.Points.Select(p => (p.IsMeasured, p.Share.Value!.Value)));
        Assert.Equal("s_2 = 80 % × 50 % = 40 %", tail.Points[1].Share.Why.Line);
    }

    [Fact]
    public void A_shift_at_ip_level_has_no_tail() => Assert.Empty(DnsTail.For(Dns with { Shift = TrafficShift.Ip }, Shifted, []).Points);

    [Fact]
    public void Standing_cost_is_a_years_replication_and_what_stands_by()
    {
        // 150 GB/day at 0.02 is 3 a day, 1,095 a year; + 20,000 + 1,500 = 22,595. Outages: 0.5 × 90,000 = 45,000; 45,000 / 22,595 = 1.9916 -> 1.99.
        var cost = StandingCost.Of(Sample.Plan with { Standing = new PlanStanding(150, 0.02m, 20_000, 1_500, 0.5m, 90_000, null, null) });
        Assert.Equal((1_095m, 22_595m, 45_000m), (cost.Replication.Value, cost.PerYear.Value, cost.Outages.Value));
        Assert.Equal("replication = 150 GB × 365 × 0.02 EUR = 1,095 EUR", cost.Replication.Why.Line);
        Assert.Equal("1.99", cost.Ratio.Why.Result);
        Assert.Equal(["outages/yr", "loss per outage", "GB/day", "price/GB", "compute", "storage"], cost.Ratio.Why.Inputs.Select(i => i.Symbol));
        Assert.Equal("writes/s: `standing.writesPerSecond` of the plan", Assert.Single(cost.Accepted.Why.Missing));
    }

    [Fact]
    public void Synchronous_replication_is_priced_by_its_labelled_assumption_beside_what_asynchronous_accepts()
    {
        // 80 ms of 100 ms is 0.8 of 1 % of 5,000,000: 40,000 a year. Accepted: 0.5 a year × 60 s × 20/s × 12.34 = 7,404.
        var cost = StandingCost.Of(Sample.Plan with
        {
            Standing = new PlanStanding(null, null, null, null, 0.5m, null, 20, new SyncTerms(TimeSpan.FromMilliseconds(80), 5_000_000, 0.01m, TimeSpan.FromMilliseconds(100), "our test of 2025")),
        });
        Assert.Equal((40_000m, 7_404m), (cost.Synchronous.Value, cost.Accepted.Value));
        Assert.Contains("Priced by an assumption: our test of 2025.", cost.Synchronous.Why.Notes);
        Assert.Equal("sync = 5,000,000 EUR × 1 % × 0.08 s / 0.1 s = 40,000 EUR", cost.Synchronous.Why.Line);
    }

    [Fact]
    public void A_plan_without_standing_says_what_is_missing_and_no_number()
    {
        var cost = StandingCost.Of(Sample.Plan);
        Assert.Equal(["GB/day", "price/GB", "compute", "storage"], cost.PerYear.Why.Missing.Select(m => m.Split(':')[0]));
        Assert.Equal((null, null, null), (cost.PerYear.Value, cost.Ratio.Value, cost.Synchronous.Value));
    }

    [Theory]
    [InlineData(180, 60, 250, 240, true)]
    [InlineData(180, 70, 250, 250, true)]
    [InlineData(180, 71, 250, 251, false)]
    public void Latency_after_the_move_is_the_old_p95_and_the_added_round_trip(int old, int added, int budget, int p95, bool within)
    {
        var path = new PlanPath("checkout", new PathTime(TimeSpan.FromMilliseconds(old), null), new PathTime(TimeSpan.FromMilliseconds(added), null), TimeSpan.FromMilliseconds(budget));
        var forecast = LatencyForecast.For(path, new Dictionary<string, Reading>(), Sample.Noon);
        Assert.Equal((TimeSpan.FromMilliseconds(p95), within), (forecast.P95.Value, forecast.WithinBudget));
        Assert.Equal($"p95_new = {old} ms + {added} ms = {p95} ms", forecast.P95.Why.Line);
    }

    [Fact]
    public void A_stale_or_missing_measurement_leaves_latency_unknown_and_says_why()
    {
        var path = new PlanPath("api", new PathTime(null, "p95"), new PathTime(null, "rtt"), TimeSpan.FromMilliseconds(150));
        var stale = Some.Reading("p95", 0.1m, Sample.Noon.AddMinutes(-1), ReadingUnit.Seconds);
        var forecast = LatencyForecast.For(path, new Dictionary<string, Reading> { ["p95"] = stale }, Sample.Noon);
        Assert.Equal((null, null), (forecast.P95.Value, forecast.WithinBudget));
        Assert.Equal(["p95_old: p95 is unknown: its sample is 1 min old, the limit is 30 s", "ΔRTT: rtt was never sampled"], forecast.P95.Why.Missing);
    }

    [Theory]
    [InlineData("mon-fri 09-18", DayOfWeek.Monday, 9, true)]
    [InlineData("mon-fri 09-18", DayOfWeek.Friday, 18, false)]
    [InlineData("mon-fri 09-18", DayOfWeek.Saturday, 9, false)]
    [InlineData("sat-mon 00-24", DayOfWeek.Sunday, 23, true)]
    [InlineData("sat-mon 00-24", DayOfWeek.Tuesday, 0, false)]
    public void Hours_of_the_week_may_run_over_its_end(string hours, DayOfWeek day, int hour, bool covers)
    {
        var entry = hours.StartsWith("mon", StringComparison.Ordinal)
            ? new HoursLoss(DayOfWeek.Monday, DayOfWeek.Friday, 9, 18, 1) : new HoursLoss(DayOfWeek.Saturday, DayOfWeek.Monday, 0, 24, 1);
        Assert.Equal(covers, entry.Covers(day, hour));
    }

    [Theory]
    [InlineData(37, 1)]
    [InlineData(38, 2)]
    [InlineData(51, 2)]
    [InlineData(52, 3)]
    [InlineData(64, 3)]
    [InlineData(65, 4)]
    public void The_bound_on_p90_steps_down_the_sample_as_the_binomial_says(int n, int fromTop)
    {
        var bound = UpperBound.OfP90([.. Enumerable.Range(1, n).Select(i => TimeSpan.FromSeconds(i))])!;
        Assert.Equal(TimeSpan.FromSeconds(n - fromTop + 1), bound.Value);
        Assert.True(bound.Confidence >= 0.9m);
    }

    [Fact]
    public void The_rpo_is_breached_at_the_recovery_point_and_the_objective_and_ldt_and_lat_follow_from_the_runs()
    {
        // R = 11:59:50, RPO 60 s: 12:00:50. LDT = 12:00 + 30 min - 9 min - 2 min = 12:19; LAT = 12:19 - 4 min = 12:15.
        Assert.Equal(Sample.Noon.AddSeconds(50), RpoClock.BreachAt(RecoveryPoint.After(null, Sample.Noon, Sample.Seconds(10)), Sample.Plan.Rpo));
        var clock = DecisionClock.For(Sample.Plan, Sample.Noon, FailureMode.RegionLoss, [Sample.Run(1, 4, 2), Sample.Run(2, 5, 2, 4)]);
        Assert.Equal((Sample.Noon.AddMinutes(19), Sample.Noon.AddMinutes(15)), (clock.LatestDecision, clock.LatestAsk));
    }
}
