using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class DecisionClockTests
{
    private static readonly DateTimeOffset T0 = Sample.Noon;

    [Fact]
    public void The_latest_decision_leaves_room_for_the_slowest_whole_run()
    {
        // Whole runs: 1 + 9 + 2 = 12, 8 + 2 + 1 = 11, 2 + 3 + 5 = 10 min; the maximum of three is 12 (not 8 + 9 + 5 = 22).
        // LDT = 12:00 + 30 - 12 - 2 = 12:16. Approvals 3, 6, 4: the maximum is 6. LAT = 12:16 - 6 = 12:10.
        // Estimates: 12:00 + 30 - (1 + 4 + 2) - 2 = 12:21; less 5 = 12:16. Confidence of the maximum of three: 1 - 0.9^3 = 0.271.
        var clock = For(T0, Sample.Run(1, 9, 2, approval: 3, day: 9), Sample.Run(8, 2, 1, approval: 6, day: 4), Sample.Run(2, 3, 5, approval: 4, day: 30));

        var basis = new Basis(3, 0.271m, Sample.Noon.AddDays(-4));
        Assert.Equal(new DecisionClock(At(16), At(10), basis, basis, At(21), At(16)), clock);
    }

    [Fact]
    public void With_38_runs_the_slowest_no_longer_decides()
    {
        // Totals 1 + i/10 + 1 for i = 1..38: the second largest is 2 + 3.7 = 5.7 min. LDT = 12:00 + 30 - 5.7 - 2 = 12:22.3. LAT = LDT - 3.
        var clock = For(T0, [.. Enumerable.Range(1, 38).Select(i => Sample.Run(1, i / 10m, 1))]);

        Assert.Equal(T0 + Sample.Minutes(22.3m), clock.LatestDecision);
        Assert.Equal(T0 + Sample.Minutes(19.3m), clock.LatestAsk);
        Assert.Equal(0.904704m, clock.RunBasis.Confidence);
    }

    [Fact]
    public void Without_recorded_runs_it_is_unknown_and_the_estimate_is_given() =>
        Assert.Equal(new DecisionClock(null, null, new Basis(0, null, null), new Basis(0, null, null), At(21), At(16)), For(T0));

    [Fact]
    public void Without_impact_start_all_is_unknown_but_the_basis()
    {
        var basis = new Basis(1, 0.1m, Sample.Noon.AddDays(-1));
        Assert.Equal(new DecisionClock(null, null, basis, basis, null, null), For(null, Sample.Run(1, 1, 1)));
    }

    [Fact]
    public void Runs_of_another_failure_mode_do_not_count() =>
        Assert.Equal(For(T0), For(T0, Sample.Run(1, 1, 1) with { Mode = FailureMode.NetworkPartition }));

    [Fact]
    public void A_run_that_lacks_a_step_of_the_plan_does_not_count()
    {
        var run = Sample.Run(1, 1, 1);
        Assert.Equal(For(T0), For(T0, run with { Steps = run.Steps.Where(s => s.Key != "promote").ToDictionary() }));
    }

    [Fact]
    public void A_step_that_the_plan_no_longer_has_adds_nothing()
    {
        var run = Sample.Run(1, 9, 2);
        Assert.Equal(For(T0, run), For(T0, run with { Steps = new Dictionary<string, TimeSpan>(run.Steps) { ["gone"] = Sample.Minutes(7) } }));
    }

    [Fact]
    public void Times_that_a_clock_set_back_made_negative_do_not_count()
    {
        Assert.Equal(For(T0), For(T0, Sample.Run(1, -1, 1)));
        Assert.Equal(For(T0), For(T0, Sample.Run(1, 1, 1, approval: -1)));
    }

    [Fact]
    public void The_latest_decision_moves_one_to_one_with_impact_start() =>
        Prop.ForAll(
            (from runs in Sample.Runs(60) from shift in Sample.Spans(7200) select (runs, shift)).ToArbitrary(),
            given =>
            {
                var (runs, shift) = given;
                var (here, there) = (For(T0, [.. runs]), For(T0 + shift, [.. runs]));
                return there.LatestDecision - here.LatestDecision == shift && there.LatestAsk - here.LatestAsk == shift
                    && there.EstimatedDecision - here.EstimatedDecision == shift && there.EstimatedAsk - here.EstimatedAsk == shift;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_decision_by_then_would_have_met_the_objective_in_nine_of_ten_recorded_runs() =>
        Prop.ForAll(
            Sample.Runs(60).ToArbitrary(),
            runs =>
            {
                var clock = For(T0, [.. runs]);
                var met = runs.Count(r => clock.LatestDecision + Sample.Plan.ArmedLimit + r.Total(["fence", "promote", "probe"]) <= T0 + Sample.Plan.Rto);
                var asked = runs.Count(r => clock.LatestAsk + r.Approval <= clock.LatestDecision);
                return met * 10 >= runs.Count * 9 && asked * 10 >= runs.Count * 9;
            }).QuickCheckThrowOnFailure();

    private static DecisionClock For(DateTimeOffset? t0, params RunRecord[] runs) =>
        DecisionClock.For(Sample.Plan, t0, FailureMode.RegionLoss, runs);

    private static DateTimeOffset At(int minute) => T0.AddMinutes(minute);
}
