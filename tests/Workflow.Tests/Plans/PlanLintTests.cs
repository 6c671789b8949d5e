using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Plans;

public sealed class PlanLintTests
{
    private static readonly Dictionary<string, FailoverPlan> Cases = new()
    {
        ["no-decision-window rto"] = Some.Plan with { Rto = TimeSpan.FromSeconds(439), Approvals = [] },
        ["commit-exceeds-rto step promote"] = Some.With("route", s => s with { Timeout = TimeSpan.FromMinutes(3), Attempts = 5 }),
        ["approval-chain approvals region-loss"] = Some.Plan with { Rto = TimeSpan.FromSeconds(499) },
        ["approvals-lapse approvalExpiry"] = Some.Plan with { ApprovalExpiry = TimeSpan.FromSeconds(424) },
        ["estimate-over-timeout step route"] = Some.With("route", s => s with { Timeout = TimeSpan.FromSeconds(4) }),
        ["sampled-too-seldom sampleEvery"] = Some.Plan with
        {
            SampleEvery = TimeSpan.FromSeconds(31),
            Readings = [.. Some.Plan.Readings.Select(r => r with { MaxAge = TimeSpan.FromMinutes(1) })],
        },
        ["sampled-too-seldom reading errors"] = Some.WithReading("errors", r => r with { MaxAge = TimeSpan.FromSeconds(4) }),
        ["fence-not-first step fence"] = Some.Plan with
        {
            Steps = [Some.Step("pause", StepPhase.Prepare) with { Action = new StepAction.Wait(TimeSpan.FromSeconds(5)) }, .. Some.Plan.Steps],
        },
        ["effect-unverified step fence"] = Some.With("fence", s => s with { Verify = null }),
        ["manual-without-undo step fence"] = Some.With("fence", s => s with { Action = new StepAction.Manual("Stop it"), Undo = null }),
        ["no-traffic-shift step promote"] = Some.With("route", s => s with { ShiftsTraffic = false }),
        ["service-unproven step serving"] = Some.With("serving", s => s with { Action = new StepAction.Check(new("healthy", Comparison.Equal, 1)) }),
        ["probe-changes-things step route"] = Some.With("route", s => s with { Verify = Some.Post("edge/route") }),
        ["person-only-observers gate G2"] = Some.Plan with
        {
            Readings = [.. Some.Plan.Readings.Select(r => r.Id is "healthy" ? r with { Source = new ReadingSource.Person("Well?") } : r)],
            Gates = [.. Some.Plan.Gates.Select(g => g.Id == GateId.G2 ? g with { Observers = [g.Observers[1]] } : g)],
        },
        ["observers-one-host gate G2"] = Some.WithReading("healthy", r => r with { Source = Some.Source("errors/healthy") }),
        ["evidence-from-primary reading healthy"] = Some.WithReading("healthy", r => r with { ObservedFrom = "east" }),
        ["probe-is-gate step fence"] = Some.With("fence", s => s with
        {
            Verify = new StepAction.Http("GET", "http://fenced", new Dictionary<string, string>(), null, [], null),
        }),
        ["rate-without-buckets reading rate"] = Some.WithReading("rate", r => r with { Source = Some.Source("rate") with { Buckets = null } }),
        ["unused-reading reading spare"] = Some.Plan with { Readings = [.. Some.Plan.Readings, Some.Reading("spare", ReadingUnit.Count)] },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void One_edit_of_a_sound_plan_gives_the_one_finding(string expected)
    {
        var finding = Assert.Single(PlanLint.Findings(Cases[expected]));
        Assert.Equal(expected, $"{finding.Rule} {finding.Subject}");
        Assert.NotEmpty(finding.Message);
        Assert.NotEmpty(finding.Fix);
    }

    [Fact]
    public void A_sound_plan_has_no_finding() => Assert.Empty(PlanLint.Findings(Some.Plan));

    [Fact]
    public void Limits_themselves_are_within_bounds()
    {
        Assert.Empty(PlanLint.Findings(Some.Plan with { Rto = TimeSpan.FromSeconds(440), Approvals = [] }));
        Assert.Empty(PlanLint.Findings(Some.Plan with { Rto = TimeSpan.FromSeconds(500) }));
        Assert.Empty(PlanLint.Findings(Some.Plan with { ApprovalExpiry = TimeSpan.FromSeconds(425) }));
        Assert.Empty(PlanLint.Findings(Some.With("route", s => s with { Timeout = TimeSpan.FromSeconds(5) })));
        Assert.Empty(PlanLint.Findings(Some.WithReading("errors", r => r with { MaxAge = TimeSpan.FromSeconds(5) })));
    }

    [Fact]
    public void A_message_gives_the_numbers_it_rests_on()
    {
        var finding = Assert.Single(PlanLint.Findings(Some.Plan with { Rto = TimeSpan.FromSeconds(439), Approvals = [] }));
        Assert.Equal(
            "steps (20 s by their estimates), armed limit (2 min) and approvals (5 min) need 7 min 20 s of an RTO of 7 min 19 s: no time is left to decide",
            finding.Message);
    }
}
