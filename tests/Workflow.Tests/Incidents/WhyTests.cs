using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Decisions.Explaining;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class WhyTests
{
    private static readonly PlanCosts Costs = new(new HourlyLoss(1200, []), 0.9m, null, new RecoveryTerms(0.3m, TimeSpan.FromMinutes(10), "past year"), TimeSpan.FromMinutes(10), 5000, 100_000);

    [Fact]
    public void The_bound_opens_to_its_formula_with_the_values_put_in()
    {
        var loss = Loss.For(new Exposure(Some.T0.AddSeconds(-9), Some.T0, true, Some.T0), new WriteRate(17, 18, 19, 3600, Some.T0.AddSeconds(-12)), new LossTerms(40, "USD", 20))!;
        var why = loss.Explain(new LossTerms(40, "USD", 20), "write-rate (http://edge)");
        Assert.Equal("N95 = ceil(max(18/s, 19/s) × 9 s) + 20 = 191 records", why.Line);
        Assert.Equal(
            """
            The most records that may be lost: what is shown, accepted, checked and counted against: 191 records
            N95 = ceil(max(W_p95, W_max) × E) + in flight
            N95 = ceil(max(18/s, 19/s) × 9 s) + 20 = 191 records
            W_p95 = 18/s: write-rate (http://edge), the hour before the impact, 2026-03-14 02:05:48 UTC, 12 s old
            W_max = 19/s: write-rate (http://edge), since the impact, 2026-03-14 02:05:48 UTC, 12 s old
            E = 9 s: `why exposure`, 2026-03-14 02:06:00 UTC, 0 s old
            in flight = 20: loss.writesInFlight
            """, why.Text(Some.T0));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Every_number_can_be_opened_at_any_time(WhyTopic topic)
    {
        Func<Scenario>[] reached =
        [
            () => new Scenario { Plan = Plan() }.Opened(), () => new Scenario { Plan = Plan() }.Proposed(), () => new Scenario { Plan = Plan() }.Armed(),
            () => new Scenario { Plan = Plan() }.Restored(), () => new Scenario().Opened(),
        ];
        foreach (var story in reached.Select(r => r()))
        {
            var opened = Why.Of(topic, Brief.Of(story.Situation, story.Now));
            Assert.NotEmpty(opened);
            Assert.All(opened, why => Assert.True(why.Filled is null == why.Missing.Count > 0 && (why.Filled is null) == (why.Result == "unknown"), why.Line));
        }
    }

    public static TheoryData<WhyTopic> Topics => [.. Enum.GetValues<WhyTopic>()];

    [Fact]
    public void Without_a_plan_every_number_says_so()
    {
        var story = new Scenario().Do(Some.Maya, new IncidentCommand.Declare("INC-1", "other", Severity.Sev1, "x", null, []));
        Assert.All(Enum.GetValues<WhyTopic>(), t => Assert.Contains("a plan for this service", Assert.Single(Why.Of(t, Brief.Of(story.Situation, story.Now))).Line, StringComparison.Ordinal));
    }

    /// <summary>The formula of each explanation, evaluated again from the text of its inputs by a reader who knows arithmetic only, gives the number.</summary>
    [Fact]
    public void What_an_explanation_comes_to_is_the_number_itself() =>
        Prop.ForAll(Cases.ToArbitrary(), given =>
        {
            var brief = Brief.Of(given.Situation, given.Now);
            string One(WhyTopic topic) => Why.Of(topic, brief)[0].Result;
            var (loss, clock, eta, plan) = (brief.Loss!, brief.Clock!, brief.Eta!, brief.Incident.Plan!);
            return One(WhyTopic.Loss) == Text($"{loss.Bound:N0} {(loss.Bound == 1 ? "record" : "records")}") && Evaluated(Why.Of(WhyTopic.Loss, brief)[0]) == loss.Bound
                && One(WhyTopic.Likely) == Text($"{loss.Likely:N0} {(loss.Likely == 1 ? "record" : "records")}") && Evaluated(Why.Of(WhyTopic.Likely, brief)[0]) == loss.Likely
                && One(WhyTopic.Exposure) == Durations.Text(loss.Exposure.Span)
                && One(WhyTopic.Money) == Text($"{Math.Ceiling(loss.Money!.Value):N0} USD") && Evaluated(Why.Of(WhyTopic.Money, brief)[0]) == loss.Money
                && One(WhyTopic.Rpo) == Durations.Stamp(brief.Incident.RecoveryPoint!.At + plan.Rpo)
                && One(WhyTopic.Ldt) == (clock.LatestDecision is { } ldt ? Durations.Stamp(ldt) : $"{Durations.Stamp(clock.EstimatedDecision!.Value)}, an estimate")
                && One(WhyTopic.Lat) == (clock.LatestAsk is { } lat ? Durations.Stamp(lat) : $"{Durations.Stamp(clock.EstimatedAsk!.Value)}, an estimate")
                && One(WhyTopic.Eta) == (eta.P90 is { } p90 ? $"{Durations.Text(eta.P50)} to {Durations.Text(p90)}" : $"about {Durations.Text(eta.P50)}")
                && One(WhyTopic.Cost) == Text($"{Math.Ceiling(brief.Cost!.Now.Value!.Value):N0} USD")
                && brief.Cost.Sentence == Why.Of(WhyTopic.Pstar, brief)[0].Notes[0]
                && !(eta.P90 < eta.P50);
        }).QuickCheckThrowOnFailure();

    private static readonly Gen<(Situation Situation, DateTimeOffset Now)> Cases =
        from lag in Gen.Choose(0, 600_000)
        from wait in Gen.Choose(0, 100_000)
        from p50 in Gen.Choose(0, 5000)
        from p95 in Gen.Choose(0, 9000)
        from max in Gen.Choose(0, 9000)
        from runs in Gen.OneOf(Gen.Constant(new List<RunRecord>()), Runs)
        select Case(lag / 1000m, wait, new WriteRate(p50 / 10m, p95 / 10m, max / 10m, 3600, Some.T0), runs);

    private static Gen<List<RunRecord>> Runs =>
        from count in Gen.Choose(1, 60)
        from took in Gen.ListOf(Gen.Choose(1, 300), count)
        select took.Select((t, i) => new RunRecord($"INC-{i}", FailureMode.RegionLoss, Some.T0.AddDays(-i - 1), TimeSpan.FromSeconds(t),
            Some.Plan().Steps.ToDictionary(s => s.Id, s => TimeSpan.FromSeconds(t + s.Id.Length)))).ToList();

    private static (Situation Situation, DateTimeOffset Now) Case(decimal lag, int wait, WriteRate rate, List<RunRecord> runs)
    {
        var story = new Scenario { Plan = Plan() }.Opened().Lags(lag).Classified();
        var incident = story.Incident with { WriteRate = rate, Runs = runs };
        return (story.Situation with { Incident = incident }, story.Now.AddMilliseconds(wait % 30_000));
    }

    private static FailoverPlan Plan() => Some.Plan() with
    {
        Costs = Costs,
        Dns = new PlanDns(TimeSpan.FromSeconds(60), TrafficShift.Dns, 0.37m, null),
        Latency = [new PlanPath("api", new PathTime(TimeSpan.FromMilliseconds(80), null), new PathTime(TimeSpan.FromMilliseconds(60), null), TimeSpan.FromMilliseconds(150))],
        Standing = new PlanStanding(150, 0.02m, 20_000, 1_500, 0.5m, 90_000, 20, new SyncTerms(TimeSpan.FromMilliseconds(80), 5_000_000, 0.01m, TimeSpan.FromMilliseconds(100), "test")),
    };

    /// <summary>The filled formula of a number of records or money, worked out from its text.</summary>
    private static decimal Evaluated(Explanation why) => new Arithmetic(why.Filled!).Result();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
