using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

/// <summary>What a gate that is not open says, and the fence without a probe or without a proof of death.</summary>
public sealed class GateReasonTests
{
    [Fact]
    public void The_fence_says_everything_that_stands_against_it()
    {
        var facts = Facts();
        var silent = Gates.Evaluate(facts.Plan.Gate(GateId.G5)!, facts with { FencedAt = null, Readings = new Dictionary<string, Reading>() });

        Assert.Equal(GateVerdict.Closed, silent.Verdict);
        Assert.Equal(["The old primary is neither fenced nor proven dead.", "primary-dead was never sampled.", "fenced was never sampled."], silent.Reasons);
        Assert.Equal(["The fence was placed, but writes to the old primary are not refused now."], G5(Says(facts, "fenced", 0)).Reasons);
        Assert.Equal(["fenced is unknown: no answer."], G5(Says(facts, "fenced", null)).Reasons);
    }

    [Fact]
    public void Without_a_probe_the_fence_counts_as_long_as_its_verification_is_young()
    {
        var facts = Without(i => i with { Fenced = null });
        var gate = facts.Plan.Gate(GateId.G5)!;

        Assert.Equal(GateVerdict.Open, G5(facts with { FencedAt = facts.Now - gate.MaxAge }).Verdict);
        Assert.Equal(GateVerdict.Closed, G5(facts with { FencedAt = facts.Now - gate.MaxAge - TimeSpan.FromTicks(1) }).Verdict);
        Assert.Equal(GateVerdict.Closed, G5(facts with { FencedAt = null }).Verdict);
    }

    [Fact]
    public void Without_a_proof_of_death_only_the_fence_opens_it()
    {
        var facts = Without(i => i with { PrimaryDead = null });

        Assert.Equal(GateVerdict.Open, G5(facts).Verdict);
        Assert.Equal(["fenced", "fence"], G5(facts).Evidence.Select(e => e.Name));
        Assert.Equal(GateVerdict.Closed, G5(Says(facts, "fenced", 0)).Verdict);
    }

    [Fact]
    public void An_open_fence_shows_its_epoch_and_where_it_was_verified()
    {
        var facts = Facts();
        var fence = G5(facts).Evidence.Single(e => e.Name == "fence");

        Assert.Equal(($"epoch {facts.FenceEpoch}", "placed and verified", "log", facts.FencedAt), (fence.Value, fence.Threshold, fence.Source, fence.SampledAt));
        Assert.Equal(("0", "= 1"), (G5(facts).Evidence[0].Value, G5(facts).Evidence[0].Threshold));
    }

    [Fact]
    public void A_sample_that_its_own_limit_accepts_and_the_gates_does_not_says_both_times()
    {
        var facts = Facts();
        var gate = facts.Plan.Gate(GateId.G7)! with { MaxAge = TimeSpan.FromSeconds(10) };
        var aged = With(facts, facts.Readings["target-healthy"] with { SampledAt = facts.Now.AddSeconds(-11) });

        Assert.Equal(["target-healthy is unknown: its sample is 11 s old, G7 accepts 10 s."], Gates.Evaluate(gate, aged).Reasons);
        Assert.Equal(GateVerdict.Open, Gates.Evaluate(gate, With(facts, facts.Readings["target-healthy"] with { SampledAt = facts.Now.AddSeconds(-10) })).Verdict);
    }

    [Fact]
    public void Observers_that_confirm_too_little_are_counted_and_each_says_what_it_sees()
    {
        var reasons = Gates.Evaluate(Facts().Plan.Gate(GateId.G2)!, Says(Facts(), "error-rate", 0.1m)).Reasons;

        Assert.Equal("1 of 2 observers confirm the outage; 2 are needed, one of them outside both regions.", reasons[0]);
        Assert.StartsWith("error-rate is 0.1; needed: ", reasons[1], StringComparison.Ordinal);
        Assert.Equal(2, reasons.Count);
    }

    [Fact]
    public void A_quorum_of_which_none_stands_outside_is_told_so_and_a_silent_one_inside_leaves_nothing_open()
    {
        var facts = Facts();
        var gate = facts.Plan.Gate(GateId.G2)!;
        var inside = facts with { Plan = facts.Plan with { Readings = [.. facts.Plan.Readings.Select(r => r with { ObservedFrom = facts.Plan.Target })] } };

        Assert.Equal(["No observer outside both regions confirms the outage."], Gates.Evaluate(gate, inside).Reasons);
        Assert.Equal(GateVerdict.Closed, Gates.Evaluate(gate, Says(inside, "error-rate", null)).Verdict);
    }

    [Fact]
    public void A_silent_observer_changes_nothing_where_the_quorum_is_out_of_reach() =>
        Assert.Equal(GateVerdict.Closed, Gates.Evaluate(Facts().Plan.Gate(GateId.G2)!, Says(Says(Facts(), "error-rate", null), "primary-healthy", 1)).Verdict);

    [Fact]
    public void A_target_is_healthy_in_every_respect_or_not_at_all()
    {
        var facts = Facts();
        var gate = facts.Plan.Gate(GateId.G7)!;
        var two = gate with { Observers = [.. gate.Observers, Some.Check("serving", Comparison.Equal, 1)] };

        Assert.Equal(GateVerdict.Closed, Gates.Evaluate(two, Says(facts, "serving", 0)).Verdict);
        Assert.Equal(["serving was never sampled."], Gates.Evaluate(two, facts with { Readings = facts.Readings.Where(r => r.Key != "serving").ToDictionary() }).Reasons);
    }

    [Fact]
    public void Mode_exposure_rest_and_update_say_what_is_missing()
    {
        var facts = Facts();
        var longAgo = facts.Now - TimeSpan.FromMinutes(6);
        var late = facts.Loss! with { Exposure = facts.Loss.Exposure with { From = facts.Loss.Exposure.Edge - TimeSpan.FromSeconds(61) } };

        Assert.Equal("The failure mode is not classified (`ask`).", Reason(GateId.G1, facts with { ModeAt = null }));
        Assert.Equal("The classification is 6 min old, the limit is 5 min: confirm it (`mode region-loss`).", Reason(GateId.G1, facts with { ModeAt = longAgo }));
        Assert.Equal("Replication lag was never sampled: nobody can say how much would be lost.", Reason(GateId.G4, facts with { Loss = null }));
        Assert.Equal("The exposure is 1 min 1 s; the RPO is 1 min.", Reason(GateId.G4, facts with { Loss = late }));
        Assert.Equal("Another failover of checkout is under way in INC-9.", Reason(GateId.G12, facts with { FailoverOf = "INC-9" }));
        Assert.Equal("checkout was failed over 6 min ago; wait an hour, or have the commander waive G12.", Reason(GateId.G12, facts with { LastPromotionAt = longAgo }));
        Assert.EndsWith("(`update preview executives`).", Reason(GateId.G15, facts with { DraftedAt = null }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_promotion_is_shown_with_its_time_and_a_reading_without_a_value_as_none()
    {
        var facts = Facts();
        var last = facts.Now - TimeSpan.FromMinutes(6);
        var shown = Assert.Single(Gates.Evaluate(facts.Plan.Gate(GateId.G12)!, facts with { LastPromotionAt = last }).Evidence);

        Assert.Equal(new GateEvidence("last promotion", Durations.Stamp(last), "1 h ago", "log", last), shown);
        Assert.Equal("none", Gates.Evaluate(facts.Plan.Gate(GateId.G7)!, Says(facts, "target-healthy", null)).Evidence.Single().Value);
    }

    [Fact]
    public void A_gate_that_is_none_is_not_evaluated() => Assert.Contains("'99'",
        Assert.Throws<InvalidOperationException>(() => Gates.Evaluate(new PlanGate((GateId)99, [], 0, TimeSpan.MaxValue), Facts())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(FailureMode.RegionLoss)]
    [InlineData(FailureMode.DataCorruption)]
    [InlineData(FailureMode.NetworkPartition)]
    [InlineData(FailureMode.SingleZone)]
    [InlineData(FailureMode.DnsMisconfiguration)]
    [InlineData(FailureMode.CdnEdgeLoss)]
    [InlineData(FailureMode.DependencyOutage)]
    [InlineData(FailureMode.DatabasePartition)]
    [InlineData(FailureMode.PlannedSwitchover)]
    [InlineData(FailureMode.Unknown)]
    public void What_a_mode_advises_is_said_in_sentences(FailureMode mode) =>
        Assert.All([Verdict.Of(mode).Words, .. Verdict.Of(mode).Advice], text => Assert.EndsWith(".", text, StringComparison.Ordinal));

    private static string Reason(GateId id, GateFacts facts) => Assert.Single(Gates.Evaluate(facts.Plan.Gate(id)!, facts).Reasons);

    private static GateFacts Facts()
    {
        var story = new Scenario().Armed();
        return Outlook.FactsAt(story.Situation, story.Now);
    }

    private static GateFacts Without(Func<PlanInputs, PlanInputs> change)
    {
        var facts = Facts();
        return facts with { Plan = facts.Plan with { Inputs = change(facts.Plan.Inputs) } };
    }

    private static GateResult G5(GateFacts facts) => Gates.Evaluate(facts.Plan.Gate(GateId.G5)!, facts);

    private static GateFacts Says(GateFacts facts, string id, decimal? value) =>
        With(facts, facts.Readings[id] with { Value = value, Problem = value is null ? "no answer" : null, SampledAt = facts.Now });

    private static GateFacts With(GateFacts facts, Reading reading) =>
        facts with { Readings = new Dictionary<string, Reading>(facts.Readings) { [reading.Id] = reading } };
}
