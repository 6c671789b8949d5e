using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

/// <summary>On facts on which all sixteen gates are open, one outside source changes: its gate flips, and no other does.</summary>
public sealed class NewGateTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private static readonly Dictionary<string, (GateId Gate, Func<GateFacts, GateFacts> Change, GateVerdict Verdict)> Flips = new()
    {
        ["G3: the integrity probe fails"] = (GateId.G3, f => Says(f, "integrity-ok", 0), GateVerdict.Closed),
        ["G3: something was deleted in the window"] = (GateId.G3, f => Says(f, "destructive", 1), GateVerdict.Closed),
        ["G3: the probe is silent"] = (GateId.G3, f => Says(f, "integrity-ok", null), GateVerdict.Unknown),
        ["G3: nobody knows what was changed"] = (GateId.G3, f => Never(f, "destructive"), GateVerdict.Unknown),
        ["G3: the probe is over 5 min old"] = (GateId.G3, f => Aged(f, "integrity-ok", TimeSpan.FromMinutes(5)), GateVerdict.Unknown),
        ["G6: the witnesses name the primary"] = (GateId.G6, f => Says(f, "witness-b", 0), GateVerdict.Closed),
        ["G6: a witness that matters is silent"] = (GateId.G6, f => Says(f, "witness-b", null), GateVerdict.Unknown),
        ["G6: a witness's word is over 30 s old"] = (GateId.G6, f => Aged(f, "witness-a", TimeSpan.FromSeconds(30)), GateVerdict.Unknown),
        ["G8: a quota is one short"] = (GateId.G8, f => Says(f, "connections", 501), GateVerdict.Closed),
        ["G8: a limit was lowered"] = (GateId.G8, f => Says(f, "connection-limit", 999), GateVerdict.Closed),
        ["G8: a quota with a written limit is one short"] = (GateId.G8, f => Says(f, "addresses", 11), GateVerdict.Closed),
        ["G8: what is used is unknown"] = (GateId.G8, f => Says(f, "addresses", null), GateVerdict.Unknown),
        ["G8: what is used was read over 15 min ago"] = (GateId.G8, f => Aged(f, "connections", TimeSpan.FromMinutes(15)), GateVerdict.Unknown),
        ["G8: a source gives a number beyond all sense"] = (GateId.G8, f => Says(f, "connections", decimal.MaxValue), GateVerdict.Unknown),
        ["G9: payments do not answer"] = (GateId.G9, f => Says(f, "payments", 0), GateVerdict.Closed),
        ["G9: nobody knows of auth"] = (GateId.G9, f => Says(f, "auth", null), GateVerdict.Unknown),
        ["G9: auth answered over 5 min ago"] = (GateId.G9, f => Aged(f, "auth", TimeSpan.FromMinutes(5)), GateVerdict.Unknown),
        ["G10: the target's digest differs"] = (GateId.G10, f => Says(f, "digest-target", 81_985_529_216_486_894m), GateVerdict.Closed),
        ["G10: a digest is unknown"] = (GateId.G10, f => Never(f, "digest-primary"), GateVerdict.Unknown),
        ["G10: a digest is over an hour old"] = (GateId.G10, f => Aged(f, "digest-target", TimeSpan.FromHours(1)), GateVerdict.Unknown),
        ["G11: the API would be a millisecond too slow"] = (GateId.G11, f => Says(f, "p95-api", 0.071m), GateVerdict.Closed),
        ["G11: the latency now is unknown"] = (GateId.G11, f => Says(f, "p95-api", null), GateVerdict.Unknown),
        ["G11: the latency was read over 15 min ago"] = (GateId.G11, f => Aged(f, "p95-api", TimeSpan.FromMinutes(15)), GateVerdict.Unknown),
        ["G13: the last success is over 90 days ago"] = (GateId.G13, f => Drilled(f, FailureMode.RegionLoss, f.Now.AddDays(-90) - Tick, true), GateVerdict.Closed),
        ["G13: the drill failed"] = (GateId.G13, f => Drilled(f, FailureMode.RegionLoss, f.Now.AddDays(-1), false), GateVerdict.Closed),
        ["G13: another mode was drilled"] = (GateId.G13, f => Drilled(f, FailureMode.NetworkPartition, f.Now.AddDays(-1), true), GateVerdict.Closed),
        ["G13: never"] = (GateId.G13, f => f with { Drills = [] }, GateVerdict.Closed),
        ["G13: the drill is dated in the future"] = (GateId.G13, f => Drilled(f, FailureMode.RegionLoss, f.Now + Tick, true), GateVerdict.Closed),
        ["G14: the bot runs in the failing region"] = (GateId.G14, f => f with { BotRegion = "us-east-1" }, GateVerdict.Closed),
        ["G14: nobody has said where the bot runs"] = (GateId.G14, f => f with { BotRegion = null }, GateVerdict.Unknown),
        ["G14: a gate's reading is observed from the failing region"] = (GateId.G14, f => Observed(f, "auth", r => r with { ObservedFrom = "us-east-1" }), GateVerdict.Closed),
        ["G14: a gate's reading is served from the failing region"] = (GateId.G14, f => Observed(f, "lag", r => r with { ServedFrom = "us-east-1" }), GateVerdict.Closed),
        ["G14: the fence's probe is served from the failing region"] = (GateId.G14, f => Observed(f, "fenced", r => r with { ServedFrom = "us-east-1" }), GateVerdict.Closed),
        ["G14: a sample came from the failing region"] = (GateId.G14, f => With(f, f.Readings["connections"] with { ObservedFrom = "us-east-1" }), GateVerdict.Closed),
        ["G16: nobody owns the failback"] = (GateId.G16, f => f with { Owners = f.Owners.Where(o => o.Key != Duty.Failback).ToDictionary() }, GateVerdict.Closed),
        ["G16: nobody owns the reconciliation"] = (GateId.G16, f => f with { Owners = f.Owners.Where(o => o.Key != Duty.Reconciliation).ToDictionary() }, GateVerdict.Closed),
    };

    private static readonly Dictionary<string, Func<GateFacts, GateFacts>> StillOpen = new()
    {
        ["G3: the probe is exactly 5 min old"] = f => At(f, "integrity-ok", TimeSpan.FromMinutes(5)),
        ["G6: a witness that does not matter is silent"] = f => Says(f, "witness-c", null),
        ["G8: exactly nine tenths"] = f => Says(Says(f, "connections", 500), "connection-limit", 1000),
        ["G11: exactly the budget"] = f => Says(f, "p95-api", 0.070m),
        ["G13: exactly 90 days ago"] = f => Drilled(f, FailureMode.RegionLoss, f.Now.AddDays(-90), true),
        ["G13: a failure since a success within 90 days"] = f => f with { Drills = [.. f.Drills, new DrillFact(FailureMode.RegionLoss, f.Now.AddDays(-1), false)] },
        ["G14: a reading on which no gate rests comes from the failing region"] = f => Observed(f, "serving", r => r with { ObservedFrom = "us-east-1" }),
    };

    public static TheoryData<string> FlipNames => [.. Flips.Keys];

    public static TheoryData<string> OpenNames => [.. StillOpen.Keys];

    [Theory]
    [MemberData(nameof(FlipNames))]
    public void Only_its_own_source_flips_a_gate_and_it_says_why(string name)
    {
        var (gate, change, verdict) = Flips[name];
        var facts = AllGates.Facts();
        Assert.Equal(Enum.GetValues<GateId>().Select(g => (g, GateVerdict.Open)), Gates.Evaluate(facts).Select(g => (g.Gate, g.Verdict)));

        var flipped = Assert.Single(Gates.Evaluate(change(facts)), g => g.Verdict != GateVerdict.Open);

        Assert.Equal((gate, verdict), (flipped.Gate, flipped.Verdict));
        Assert.All(flipped.Reasons, r => Assert.EndsWith(".", r.TrimEnd(')', '`', '('), StringComparison.Ordinal));
        Assert.NotEmpty(flipped.Reasons);
    }

    [Theory]
    [MemberData(nameof(OpenNames))]
    public void On_the_threshold_a_gate_is_open(string name) =>
        Assert.All(Gates.Evaluate(StillOpen[name](AllGates.Facts())), g => Assert.Equal((g.Gate, GateVerdict.Open), (g.Gate, g.Verdict)));

    [Fact]
    public void Each_rule_of_the_witness_gate_names_the_target_or_says_who_won()
    {
        var facts = AllGates.Facts();
        GateResult Ask(GateTerms? terms, Func<GateFacts, GateFacts> change) => Gates.Evaluate(AllGates.Gate(GateId.G6, terms), change(facts));

        Assert.Equal(GateVerdict.Open, Ask(AllGates.Lease, f => f).Verdict);
        Assert.Equal(GateVerdict.Closed, Ask(AllGates.Lease, f => Says(f, "lease", 0)).Verdict);
        Assert.Equal(GateVerdict.Unknown, Ask(AllGates.Lease, f => Says(f, "lease", null)).Verdict);
        Assert.Equal(GateVerdict.Open, Ask(AllGates.LowestId, f => f).Verdict);
        Assert.Contains("names us-east-1", Assert.Single(Ask(AllGates.LowestId, f => Says(f, "id-primary", 2)).Reasons), StringComparison.Ordinal);
        Assert.Contains("names nobody", Assert.Single(Ask(AllGates.LowestId, f => Says(f, "id-primary", 3)).Reasons), StringComparison.Ordinal);
        Assert.Equal(GateVerdict.Unknown, Ask(AllGates.LowestId, f => Says(f, "id-primary", null)).Verdict);
        Assert.Equal(GateVerdict.Unknown, Ask(null, f => f).Verdict);
    }

    [Fact]
    public void A_gate_without_terms_is_unknown_and_never_open() =>
        Assert.All([GateId.G3, GateId.G6, GateId.G8, GateId.G9, GateId.G10, GateId.G11],
            id => Assert.Equal(GateVerdict.Unknown, Gates.Evaluate(AllGates.Gate(id, null), AllGates.Facts()).Verdict));

    [Fact]
    public void Unknown_is_alarming_exactly_where_it_may_cost_the_data()
    {
        var at = Sample.Noon;

        Assert.Equal([GateId.G3, GateId.G5, GateId.G6, GateId.G14], Enum.GetValues<GateId>().Where(g => GateResult.Unknown(g, at, "?").IsAlarming));
        Assert.DoesNotContain(Enum.GetValues<GateId>(), g => GateResult.Closed(g, at, "no").IsAlarming || GateResult.Open(g, at).IsAlarming);
    }

    [Fact]
    public void The_dependencies_that_fail_are_named_each() =>
        Assert.Equal(["auth", "payments"], Gates.Evaluate(Says(Says(AllGates.Facts(), "auth", null), "payments", 0)).Single(g => g.Gate == GateId.G9).NotOpen!);

    private static GateFacts Says(GateFacts facts, string id, decimal? value) =>
        With(facts, facts.Readings[id] with { Value = value, Problem = value is null ? "no answer" : null, SampledAt = facts.Now });

    private static GateFacts At(GateFacts facts, string id, TimeSpan age) => With(facts, facts.Readings[id] with { SampledAt = facts.Now - age });

    private static GateFacts Aged(GateFacts facts, string id, TimeSpan limit) => At(facts, id, limit + Tick);

    private static GateFacts Never(GateFacts facts, string id) => facts with { Readings = facts.Readings.Where(r => r.Key != id).ToDictionary() };

    private static GateFacts Drilled(GateFacts facts, FailureMode mode, DateTimeOffset at, bool succeeded) => facts with { Drills = [new DrillFact(mode, at, succeeded)] };

    private static GateFacts Observed(GateFacts facts, string id, Func<PlanReading, PlanReading> change) =>
        facts with { Plan = facts.Plan with { Readings = [.. facts.Plan.Readings.Select(r => r.Id == id ? change(r) : r)] } };

    private static GateFacts With(GateFacts facts, Reading reading) =>
        facts with { Readings = new Dictionary<string, Reading>(facts.Readings) { [reading.Id] = reading } };
}
