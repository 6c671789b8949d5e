using IncidentBot.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Plans;

public sealed class FailbackPlanTests
{
    private const string Back = """

        failback:
          readings:
            - { id: lag-back, title: Lag back, unit: seconds, maxAge: 10s, observedFrom: outside, source: { http: { url: "http://lag/back" } } }
            - { id: fenced-back, title: Fenced back, unit: boolean, maxAge: 10s, observedFrom: outside, source: { http: { url: "http://fenced/back" } } }
          inputs: { replicationLag: lag-back, writeRate: rate, fenced: fenced-back }
          gates: { G1: {}, G2: { observers: [errors >= 0.5, healthy = 0] }, G4: {}, G5: {}, G12: {}, G15: {} }
          steps:
            prepare:
              - { id: fence, title: Fence west, fence: true, estimate: 2s, do: { exec: [fence, "{primary}"] }, undo: { exec: [unfence, "{primary}"] } }
            commit:
              - { id: promote, title: Promote east, reversible: false, estimate: 10s, do: { exec: [promote, "{target}"] }, verify: { check: healthy = 1 } }
            verify:
              - { id: serving, title: Serving, estimate: 30s, do: { check: errors <= 0.05 } }

        """;

    private static string Text => PlanText.Good.TrimEnd() + Back;

    private static IReadOnlyList<string> Faults(string find, string put) =>
        [.. PlanFile.Read(PlanText.Edit(Text, find, put), "p", PlanText.Variables).Faults.Select(f => $"{f.Rule}: {f.Problem}")];

    [Fact]
    public void It_is_the_plan_with_regions_swapped_and_its_own_measures_and_steps()
    {
        var outcome = PlanFile.Read(Text, "p", PlanText.Variables);
        Assert.Empty(outcome.Faults);
        var (plan, back) = (outcome.Plan!, outcome.Plan!.Turned()!);
        Assert.Equal(("west", "east", "Shop: back to east", "7"), (back.Primary, back.Target, back.Title, back.Version));
        Assert.Equal((plan.Rto, plan.Loss, plan.Approvals.Count), (back.Rto, back.Loss, back.Approvals.Count));
        Assert.Equal(["fence", "promote", "serving"], back.Steps.Select(s => s.Id));
        Assert.Equal(["rate", "errors", "healthy", "lag-back", "fenced-back"], back.Readings.Select(r => r.Id));
        Assert.DoesNotContain(plan.Readings, r => r.Id.EndsWith("back", StringComparison.Ordinal));
        Assert.Equal(plan.Steps, back.Turned()!.Steps);
        Assert.Null(back.Failback!.Failback);
    }

    [Fact]
    public void Every_rule_for_a_way_out_holds_for_the_way_back()
    {
        Assert.Equal(["gate-missing: gate G15 is mandatory and missing"], Faults("G12: {}, G15: {} }", "G12: {} }"));
        Assert.Equal(["no-fence: no step fences the primary: both regions could accept writes"], Faults("title: Fence west, fence: true,", "title: Fence west,"));
        Assert.Equal(["unknown-key: failback has no such key"], Faults("failback:\n", "failback:\n  rtoo: 5m\n"));
    }

    [Fact]
    public void What_is_missing_is_told_once_and_what_both_share_is_not_told_twice()
    {
        Assert.Equal(["missing-key: failback has no `inputs`"], Faults("  inputs: { replicationLag: lag-back, writeRate: rate, fenced: fenced-back }\n", ""));
        Assert.Equal(["bad-duration: `rto` is not a duration"], Faults("rto: 15m", "rto: soon"));
    }

    [Theory]
    [InlineData("replicationLag: lag-back", "replicationLag: lag", "replicationLag")]
    [InlineData("fenced: fenced-back", "fenced: fenced", "fenced")]
    public void A_reading_of_the_way_out_measures_nothing_of_the_way_back(string find, string put, string key) =>
        Assert.Equal([$"one-direction: `{key}` of the way back is a reading of the way out"], Faults(find, put));

    [Fact]
    public void A_drill_of_one_direction_never_reaches_what_the_other_acts_on() =>
        Assert.Equal(["drill-in-production: a drill of one direction would reach what the other acts on"], Faults(
            "estimate: 10s, do: { exec: [promote, \"{target}\"] }, verify: { check: healthy = 1 } }",
            "estimate: 10s, do: { exec: [promote, \"{target}\"] }, verify: { check: healthy = 1 }, drill: { do: { http: { method: POST, url: \"http://edge/x\" } } } }"));

    [Fact]
    public void The_shipped_plan_knows_its_way_home()
    {
        var home = PlanFile.Read(PlanText.Shipped, "p", PlanText.Variables).Plan!.Failback!;
        Assert.Equal(("eu-west-1", "us-east-1"), (home.Primary, home.Target));
        Assert.Equal(["fence", "drain", "promote", "open", "route", "follow", "serving", "errors-low"], home.Steps.Select(s => s.Id));
    }
}
