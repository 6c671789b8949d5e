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
