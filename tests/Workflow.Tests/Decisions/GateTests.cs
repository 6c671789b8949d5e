using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

/// <summary>From facts on which every gate is open, one outside source changes: its gate flips, and no other does.</summary>
public sealed class GateTests
{
    private static readonly Dictionary<string, (GateId Gate, Func<GateFacts, GateFacts> Change, GateVerdict Verdict)> Flips = new()
    {
        ["G1: another mode is stated"] = (GateId.G1, f => f with { Mode = FailureMode.SingleZone }, GateVerdict.Closed),
        ["G1: corruption is stated"] = (GateId.G1, f => f with { Mode = FailureMode.DataCorruption }, GateVerdict.Closed),
        ["G1: nobody has classified it"] = (GateId.G1, f => f with { Mode = FailureMode.Unknown, ModeAt = null }, GateVerdict.Unknown),
        ["G1: the classification is over 5 min old"] = (GateId.G1, f => f with { ModeAt = f.Now - TimeSpan.FromMinutes(5) - Tick }, GateVerdict.Unknown),
        ["G2: users are served"] = (GateId.G2, f => Says(f, "error-rate", 0.49m), GateVerdict.Closed),
        ["G2: the primary answers"] = (GateId.G2, f => Says(f, "primary-healthy", 1), GateVerdict.Closed),
        ["G2: an observer is silent"] = (GateId.G2, f => Says(f, "error-rate", null), GateVerdict.Unknown),
        ["G2: an observer's sample is too old"] = (GateId.G2, f => Aged(f, "primary-healthy"), GateVerdict.Unknown),
        ["G2: an observer was never heard"] = (GateId.G2, f => f with { Readings = f.Readings.Where(r => r.Key != "error-rate").ToDictionary() }, GateVerdict.Unknown),
        ["G4: the exposure passes the RPO"] = (GateId.G4, f => Exposed(f, f.Plan.Rpo + Tick), GateVerdict.Closed),
        ["G4: lag was never sampled"] = (GateId.G4, f => f with { Loss = null }, GateVerdict.Unknown),
        ["G5: writes get through"] = (GateId.G5, f => Says(f, "fenced", 0), GateVerdict.Closed),
        ["G5: the fence is gone"] = (GateId.G5, f => f with { FencedAt = null }, GateVerdict.Closed),
        ["G5: the probe is silent"] = (GateId.G5, f => Says(f, "fenced", null), GateVerdict.Unknown),
        ["G5: the probe's sample is too old"] = (GateId.G5, f => Aged(f, "fenced"), GateVerdict.Unknown),
        ["G7: the target is ill"] = (GateId.G7, f => Says(f, "target-healthy", 0), GateVerdict.Closed),
        ["G7: the target is silent"] = (GateId.G7, f => Says(f, "target-healthy", null), GateVerdict.Unknown),
        ["G7: the target's sample is too old"] = (GateId.G7, f => Aged(f, "target-healthy"), GateVerdict.Unknown),
        ["G12: another incident's failover runs"] = (GateId.G12, f => f with { FailoverOf = "INC-9" }, GateVerdict.Closed),
        ["G12: the last promotion is under an hour ago"] = (GateId.G12, f => f with { LastPromotionAt = f.Now - TimeSpan.FromHours(1) + Tick }, GateVerdict.Closed),
        ["G15: nothing was drafted"] = (GateId.G15, f => f with { DraftedAt = null }, GateVerdict.Closed),
        ["G15: the draft is of before the proposal"] = (GateId.G15, f => f with { DraftedAt = f.ProposedAt - Tick }, GateVerdict.Closed),
    };

    private static readonly Dictionary<string, Func<GateFacts, GateFacts>> StillOpen = new()
    {
        ["G1: exactly 5 min old"] = f => f with { ModeAt = f.Now - TimeSpan.FromMinutes(5) },
        ["G2: exactly half of the requests fail"] = f => Says(f, "error-rate", 0.5m),
        ["G4: exactly at the RPO"] = f => Exposed(f, f.Plan.Rpo),
        ["G5: no fence, but the primary is proven dead"] = f => Says(f, "primary-dead", 1) with { FencedAt = null },
        ["G5: nobody can see the fence, but the primary is proven dead"] = f => Says(Says(f, "primary-dead", 1), "fenced", null),
        ["G12: this incident's own failover"] = f => f with { FailoverOf = f.Incident },
        ["G12: the last promotion is an hour ago"] = f => f with { LastPromotionAt = f.Now - TimeSpan.FromHours(1) },
    };

    public static TheoryData<string> FlipNames => [.. Flips.Keys];

    public static TheoryData<string> OpenNames => [.. StillOpen.Keys];

    private static TimeSpan Tick => TimeSpan.FromTicks(1);

    [Theory]
    [MemberData(nameof(FlipNames))]
    public void Only_its_own_source_flips_a_gate_and_it_says_why(string name)
    {
        var (gate, change, verdict) = Flips[name];
        var facts = AllOpen();
        Assert.All(Gates.Evaluate(facts), g => Assert.Equal((g.Gate, GateVerdict.Open), (g.Gate, g.Verdict)));

        var results = Gates.Evaluate(change(facts));

        Assert.Equal([gate], results.Where(g => g.Verdict != GateVerdict.Open).Select(g => g.Gate));
        var closed = results.Single(g => g.Gate == gate);
        Assert.Equal(verdict, closed.Verdict);
        Assert.NotEmpty(closed.Reasons);
        Assert.Equal(facts.Now, closed.At);
    }

    [Theory]
    [MemberData(nameof(OpenNames))]
    public void On_the_threshold_a_gate_is_open(string name) =>
        Assert.All(Gates.Evaluate(StillOpen[name](AllOpen())), g => Assert.Equal((g.Gate, GateVerdict.Open), (g.Gate, g.Verdict)));

    [Fact]
    public void Two_observers_of_which_none_stands_outside_both_regions_confirm_nothing()
    {
        var facts = AllOpen();
        var inside = facts.Plan with { Readings = [.. facts.Plan.Readings.Select(r => r with { ObservedFrom = facts.Plan.Target })] };

        Assert.Equal(GateVerdict.Closed, Gates.Evaluate(facts with { Plan = inside }).Single(g => g.Gate == GateId.G2).Verdict);
    }

    [Fact]
    public void A_target_that_nothing_looks_at_is_not_healthy()
    {
        var facts = AllOpen();
        var blind = facts.Plan.Gate(GateId.G7)! with { Observers = [] };

        Assert.Equal(GateVerdict.Unknown, Gates.Evaluate(blind, facts).Verdict);
    }

    [Fact]
    public void An_open_gate_shows_what_it_looked_at()
    {
        foreach (var gate in Gates.Evaluate(AllOpen()).Where(g => g.Gate != GateId.G12))
        {
            Assert.NotEmpty(gate.Evidence);
            Assert.All(gate.Evidence, e => Assert.False(string.IsNullOrEmpty(e.Source) || string.IsNullOrEmpty(e.Threshold)));
        }
    }

    private static GateFacts AllOpen()
    {
        var story = new Scenario().Armed();
        return Outlook.FactsAt(story.Situation, story.Now);
    }

    private static GateFacts Says(GateFacts facts, string id, decimal? value) =>
        With(facts, facts.Readings[id] with { Value = value, Problem = value is null ? "no answer" : null, SampledAt = facts.Now });

    private static GateFacts Aged(GateFacts facts, string id) =>
        With(facts, facts.Readings[id] with { SampledAt = facts.Now - facts.Readings[id].MaxAge - Tick });

    private static GateFacts With(GateFacts facts, Reading reading) =>
        facts with { Readings = new Dictionary<string, Reading>(facts.Readings) { [reading.Id] = reading } };

    private static GateFacts Exposed(GateFacts facts, TimeSpan span) =>
        facts with { Loss = facts.Loss! with { Exposure = facts.Loss.Exposure with { From = facts.Loss.Exposure.Edge - span } } };
}
