using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class AssumptionTests
{
    private static readonly FailoverPlan Plan = Some.Plan() with
    {
        Costs = new PlanCosts(new HourlyLoss(1200, []), 0.9m, null, new RecoveryTerms(0.1m, TimeSpan.FromMinutes(5), "past year"), TimeSpan.FromMinutes(10), 5000, 100_000),
    };

    [Fact]
    public void What_a_person_assumes_stands_above_the_plan_labelled_with_who_and_when()
    {
        var story = Down();
        Assert.Equal("the plan's assumption: past year", P(story).Source);

        story.Do(Some.Ravi, Recovery(0.3m, 12, "the provider says so"));
        Assert.Equal(("30 %", "assumed by Ravi Iyer at 02:06:00 UTC: the provider says so"), (P(story).Value, P(story).Source));
        var cost = CostOutlook.At(story.Incident, story.Now)!;
        Assert.Equal(TimeSpan.FromMinutes(12), cost.Wait);
    }

    [Fact]
    public void A_correction_keeps_the_old_value_in_the_log()
    {
        var story = Down().Do(Some.Ravi, Recovery(0.3m, 10, "a")).Do(Some.Maya, Recovery(0.6m, 8, "b"));
        var last = story.Events.OfType<IncidentEvent.AssumptionStated>().Last();
        Assert.Equal((0.6m, "Maya Okafor"), (last.Assumption.Share, last.Assumption.By));
        Assert.Equal((0.3m, "Ravi Iyer"), (last.Before!.Share, last.Before.By));
    }

    [Fact]
    public void An_affected_share_counts_however_it_was_stated()
    {
        var story = Down().Do(Some.Ravi, new IncidentCommand.StateAssumption(AssumptionKind.Affected, 0.4m, null, ""));
        Assert.Equal((0.4m, "40 %"), (story.Incident.AffectedShare!.Value, F(story)));
        story.Do(Some.Maya, new IncidentCommand.StateImpact(null, 0.7m, "the dashboard"));
        Assert.Equal("70 %", F(story));
    }

    [Fact]
    public void Nonsense_is_refused_with_every_reason_and_an_example()
    {
        var refusal = Down().Refused(Some.Ravi, new IncidentCommand.StateAssumption(AssumptionKind.Recovery, 1.2m, TimeSpan.Zero, new string('x', 501)));
        Assert.Equal(3, refusal.Reasons.Count);
        Assert.Contains("assume recovery", refusal.Remedies[0], StringComparison.Ordinal);
        Assert.Equal("person-needed", Down().Refused(null, Recovery(0.3m, 10, "")).Code);
        Assert.Equal("guest", Down().Refused(Some.Greta, Recovery(0.3m, 10, "")).Code);
    }

    [Fact]
    public void A_measured_share_counts_only_while_it_is_young_and_a_share()
    {
        var plan = Plan with { Costs = Plan.Costs! with { AffectedShare = null, AffectedReading = "error-rate" } };
        var story = new Scenario { Plan = plan }.Opened().Down();
        Assert.Equal("90 %", F(story));
        story.AfterSeconds(31);
        Assert.Contains(CostOutlook.At(story.Incident, story.Now)!.Now.Why.Missing, m => m.StartsWith("f: error-rate is unknown: its sample is 31 s old", StringComparison.Ordinal));
    }

    [Fact]
    public void Unfenced_the_wait_is_priced_with_the_loss_it_adds_and_fenced_it_is_not()
    {
        var open = Down();
        var cost = CostOutlook.At(open.Incident, open.Now)!;
        // 10 min more at 90 writes/s are 54,000 records, 40 USD each.
        Assert.Equal(54_000m * 40, cost.Later.Value - cost.Now.Value);

        var fenced = new Scenario { Plan = Plan }.Armed();
        var stopped = CostOutlook.At(fenced.Incident, fenced.Now)!;
        Assert.Equal(stopped.Now.Value, stopped.Later.Value);
    }

    [Fact]
    public void Writes_are_off_for_everybody_from_the_fence_until_users_are_moved()
    {
        // Five steps of 30 s: all of them but the last; once fenced, what is left of those.
        var (whole, off) = CostOutlook.EtaWith(Down().Incident);
        Assert.Equal((150, 120), ((int)whole.P50.TotalSeconds, (int)off.TotalSeconds));
        (whole, off) = CostOutlook.EtaWith(new Scenario { Plan = Plan }.Armed().Incident);
        Assert.Equal((90, 60), ((int)whole.P50.TotalSeconds, (int)off.TotalSeconds));
    }

    [Fact]
    public void The_tail_keeps_one_measurement_per_ttl_after_users_were_moved()
    {
        var plan = Plan with
        {
            Dns = new PlanDns(TimeSpan.FromSeconds(60), TrafficShift.Dns, 0.37m, "old-share"),
            Readings = [.. Plan.Readings, Plan.Readings[2] with { Id = "old-share" }],
        };
        var story = new Scenario { Plan = plan }.Restored();
        Assert.NotNull(story.Incident.ShiftedAt);
        story.AfterSeconds(30).Says("old-share", 0.9m).AfterSeconds(35).Says("old-share", 0.5m).AfterSeconds(5).Says("old-share", 0.4m).AfterSeconds(60).Says("old-share", 0.2m);
        var tail = Brief.Of(story.Situation, story.Now).Tail!;
        Assert.Equal([(true, 0.5m), (true, 0.2m), (false, 0.074m), (false, 0.02738m)], tail.Points.Select(p => (p.IsMeasured, p.Share.Value!.Value)));
    }

    private static Scenario Down() => new Scenario { Plan = Plan }.Opened().Down().Classified();

    private static IncidentCommand.StateAssumption Recovery(decimal share, int minutes, string reason) =>
        new(AssumptionKind.Recovery, share, TimeSpan.FromMinutes(minutes), reason);

    private static Workflow.Decisions.Explaining.ExplainedInput P(Scenario story) =>
        CostOutlook.At(story.Incident, story.Now)!.Waiting.Why.Inputs.Single(i => i.Symbol == "p");

    private static string F(Scenario story) => CostOutlook.At(story.Incident, story.Now)!.Now.Why.Inputs.Single(i => i.Symbol == "f").Value;
}
