using IncidentBot.Plans;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Plans;

/// <summary>A plan that picks every gate, each with its terms, and lets readings answer questions.</summary>
public sealed class GatePlanTests
{
    private const string Gates = """
          G3: { probe: healthy = 1, noChange: queue = 0, maxAge: 2m }
          G6: { witnesses: [fenced = 1, healthy = 0, errors >= 0.5], maxAge: 10s }
          G8: { share: 0.8, waivers: [commander, executive], quotas: [{ name: vms, used: queue, limit: 500, needed: 40 }] }
          G9: { dependencies: [{ name: auth, answers: healthy = 1 }, { name: payments, answers: fenced = 0 }] }
          G10: { primary: fenced, target: healthy }
          G11: { maxAge: 10m }
          G12: { waivers: nobody }
          G13: { maxAge: 30d }
          G14: {}
          G16: {}
        """;

    private const string Latency = "latency: [{ path: api, p95: lag, added: 80ms, budget: 150ms }]";

    private static readonly FailoverPlan Plan = Read(Gates, Latency);

    [Fact]
    public void Every_gate_can_be_picked_and_tightened()
    {
        Assert.Equal(Enum.GetValues<GateId>(), Plan.Gates.Select(g => g.Id));
        Assert.Equal(
            [TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), TimeSpan.FromMinutes(10), TimeSpan.FromDays(30)],
            new[] { GateId.G3, GateId.G6, GateId.G8, GateId.G9, GateId.G10, GateId.G11, GateId.G13 }.Select(g => Plan.Gate(g)!.MaxAge));
        Assert.Equal([Role.Commander, Role.Executive], Plan.Gate(GateId.G8)!.Waivers!);
        Assert.True(GateWaivers.NobodyMay(Plan.Gate(GateId.G12)!));
        Assert.Equal(2, Assert.IsType<GateTerms.Quorum>(Plan.Gate(GateId.G6)!.Terms).Needed);
        Assert.Equal(new PlanPath("api", new PathTime(null, "lag"), new PathTime(TimeSpan.FromMilliseconds(80), null), TimeSpan.FromMilliseconds(150)), Assert.Single(Assert.IsType<GateTerms.Latency>(Plan.Gate(GateId.G11)!.Terms).Paths));
    }

    [Fact]
    public void The_other_two_witness_rules_are_read_too()
    {
        GateTerms? Rule(string rule) => Read($"  G6: {{ {rule} }}\n  G12: {{}}").Gate(GateId.G6)!.Terms;

        Assert.Equal(new GateTerms.Lease(new ReadingCheck("fenced", Comparison.Equal, 1)), Rule("lease: fenced = 1"));
        Assert.Equal(new GateTerms.LowestId(new Amount(2, null), new Amount(null, "queue")), Rule("lowestId: { primary: 2, target: queue }"));
    }

    [Fact]
    public void Readings_answer_questions_by_a_condition_or_by_one_for_each_choice()
    {
        var plan = Read("  G12: {}", "answers: { outside-view: errors >= 0.5, users-cut-off: { edge-down: healthy = 1, dependency-down: fenced = 1 } }");

        Assert.Equal(
            [
                new PlanAnswer("outside-view", "yes", new ReadingCheck("errors", Comparison.AtLeast, 0.5m), "no"),
                new PlanAnswer("users-cut-off", "edge-down", new ReadingCheck("healthy", Comparison.Equal, 1), null),
                new PlanAnswer("users-cut-off", "dependency-down", new ReadingCheck("fenced", Comparison.Equal, 1), null),
            ], plan.Answers!);
        Assert.Null(Plan.Answers);
    }

    [Fact]
    public void The_checklist_says_what_each_gate_is_held_against()
    {
        var sheet = PlanSheet.Text(Plan);

        Assert.Contains("G6 the agreed rule names the target as winner: 2 of fenced = 1; healthy = 0; errors >= 0.5 (evidence of at most 10s)", sheet, StringComparison.Ordinal);
        Assert.Contains("G8 target has room in every quota: vms: queue + 40 <= 0.8 * 500 (evidence of at most 15m); waived by commander and executive", sheet, StringComparison.Ordinal);
        Assert.Contains("G11 latency within the budget of every path: api: lag + 80 ms <= 150 ms", sheet, StringComparison.Ordinal);
    }

    private static FailoverPlan Read(string gates, string top = "")
    {
        var text = PlanText.Edit(PlanText.Good, "  G12: {}", gates);
        var outcome = PlanFile.Read(top.Length == 0 ? text : PlanText.Edit(text, "gates:\n", $"{top}\ngates:\n"), "p", PlanText.Variables);
        Assert.Empty(outcome.Faults);
        return outcome.Plan!;
    }
}
