using IncidentBot.Plans;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace IncidentBot.Bot.Tests.Plans;

public sealed class ShippedPlanTests
{
    private static readonly FailoverPlan Plan = PlanFile.Read(PlanText.Shipped, "plans/checkout.yaml", PlanText.Variables).Plan!;

    [Fact]
    public void It_loads_without_a_fault_under_the_shipped_settings()
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "Plans", "appsettings.json")).Build();
        var options = settings.GetSection(PlansOptions.Section).Get<PlansOptions>()!;
        Assert.Equal("plans", options.Folder);
        Assert.Empty(PlanFile.Read(PlanText.Shipped, "plans/checkout.yaml", options.Variables).Faults);
    }

    [Fact]
    public void It_fences_first_promotes_at_the_point_of_no_return_and_routes_after()
    {
        Assert.Equal(["fence", "target-ready", "promote", "route", "serving", "errors-low"], Plan.Steps.Select(s => s.Id));
        Assert.Equal("fence", Plan.Fence!.Id);
        Assert.Equal("promote", Plan.PointOfNoReturn.Id);
        Assert.Equal([true, true, false, false, false, false], Plan.Steps.Select(s => s.Reversible));
        Assert.Equal(["route"], Plan.Steps.Where(s => s.ShiftsTraffic).Select(s => s.Id));
    }

    [Fact]
    public void It_fills_variables_in_and_leaves_placeholders_for_the_run()
    {
        var promote = (StepAction.Http)Plan.PointOfNoReturn.Action;
        Assert.Equal("http://127.0.0.1:5182/promote", promote.Url);
        Assert.Equal("""{"epoch":{epoch}}""", promote.Body);
        var fence = (StepAction.Http)Plan.Fence!.Action;
        Assert.Equal("""{"region":"us-east-1","epoch":7}""", StepText.Fill(fence.Body!, 7, "INC-1", Plan.Primary, Plan.Target));
    }

    [Fact]
    public void It_sets_gates_approvals_and_limits()
    {
        Assert.Equal([GateId.G1, GateId.G2, GateId.G4, GateId.G5, GateId.G7, GateId.G11, GateId.G12, GateId.G15], Plan.Gates.Select(g => g.Id));
        var confirmed = Plan.Gate(GateId.G2)!;
        Assert.Equal(["error-rate >= 0.5", "primary-healthy = 0"], confirmed.Observers.Select(o => o.ToString()));
        Assert.Equal((2, TimeSpan.FromSeconds(30)), (confirmed.Quorum, confirmed.MaxAge));
        Assert.Equal(TimeSpan.MaxValue, Plan.Gate(GateId.G12)!.MaxAge);
        var rule = Assert.Single(Plan.Approvals);
        Assert.Equal((FailureMode.RegionLoss, 100_000m), (rule.Mode, rule.ExecutiveAbove));
        Assert.Equal([Role.Commander, Role.DataOwner], rule.Roles);
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(1)), (Plan.Rto, Plan.Rpo, Plan.SampleEvery));
        Assert.Equal(new LossTerms(40.00m, "USD", 20), Plan.Loss);
        Assert.Equal(new PlanInputs("replication-lag", "write-rate", "primary-dead", "fenced"), Plan.Inputs);
    }

    [Fact]
    public void It_says_what_waiting_standing_by_and_moving_cost()
    {
        var costs = Plan.Costs!;
        Assert.Equal((1800m, 900m), (costs.LossPerMinute!.At(new(2026, 3, 13, 19, 59, 0, TimeSpan.Zero)), costs.LossPerMinute.At(new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero))));
        Assert.Equal(("error-rate", 0.2m, TimeSpan.FromMinutes(10), 4000m, 60_000m),
            (costs.AffectedReading, costs.Recovery!.Probability, costs.Wait, costs.Failback, costs.FailedFailover));
        Assert.Equal((150m, 0.02m, TimeSpan.FromMilliseconds(80)), (Plan.Standing!.GigabytesPerDay, Plan.Standing.PricePerGigabyte, Plan.Standing.Sync!.Added));
        Assert.Equal(new PlanDns(TimeSpan.Zero, TrafficShift.Ip, 0.37m, "old-share"), Plan.Dns);
        Assert.Equal(["static", "api", "checkout"], Plan.Latency!.Select(p => p.Name));
    }

    [Fact]
    public void Lint_objects_to_nothing_in_it_but_what_a_simulation_on_one_machine_cannot_have()
    {
        Assert.Empty(PlanLint.Findings(Plan));
        Assert.Equal(
            [
                "controller-unguarded", "dependencies-unlisted", "integrity-unprobed", "no-way-back", "no-witness", "not-rehearsed", "observers-one-host",
                "parity-unchecked", "quota-not-listed", "shared-health-check",
            ],
            PlanLint.Accepted(Plan).Select(a => a.Finding.Rule).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_edit_of_its_text_is_answered_and_never_thrown()
    {
        // A fixed seed: a failure names the edit, and the same edit fails again.
        var random = new Random(20_260_314);
        var text = PlanText.Shipped;
        const string Alphabet = "{}[]:,-#&*!|>'\"%@`?~ \n\t\0\\$abc019<=é\uD83D\uFEFF\u2028";
        var plans = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var mutant = text;
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                var at = random.Next(mutant.Length);
                var cut = Math.Min(random.Next(0, random.Next(4) == 0 ? 200 : 3), mutant.Length - at);
                var put = string.Concat(Enumerable.Range(0, random.Next(0, 4)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
                put = random.Next(5) == 0 ? mutant.Substring(random.Next(mutant.Length - 100), random.Next(100)) : put;
                mutant = mutant[..at] + put + mutant[(at + cut)..];
            }

            var outcome = PlanFile.Read(mutant, "p", PlanText.Variables);
            Assert.True(outcome.Plan is null == outcome.Faults.Count > 0, mutant);
            Assert.All(outcome.Faults, f => Assert.True(f.Line >= 1 && f.Column >= 1));
            if (outcome.Plan is { } plan)
            {
                plans++;
                PlanLint.Findings(plan);
                PlanSheet.Text(plan);
            }
        }

        Assert.InRange(plans, 1, 1_999);
    }
}
