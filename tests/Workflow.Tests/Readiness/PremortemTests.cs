using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Readiness;
using Xunit;
using static IncidentBot.Workflow.Tests.Readiness.SomeReadiness;

namespace IncidentBot.Workflow.Tests.Readiness;

/// <summary>Each gap is found where it is, and not where it is not; the whole text was read by a person.</summary>
public sealed class PremortemTests
{
    [Fact]
    public void The_texts_read_well()
    {
        var thin = Premortem(Facts(people: new Roster([Some.Maya, Some.Dario, Some.Greta with { Roles = [Role.Executive] }])) with { Drills = [Drills[0]], BotRegion = null, Findings = Findings });
        ApprovedText.Matches(Workflow.Readiness.Premortem.Text(thin), "premortem", "txt");
        ApprovedText.Matches(Workflow.Readiness.Premortem.ForRoom(thin) + "\n", "premortem-room", "txt");
    }

    [Fact]
    public void A_report_reads_well_in_a_room_and_whole()
    {
        var report = ReadinessReport.Of(Facts(people: new Roster([Some.Maya, Some.Dario, Some.Debo, Some.Greta with { Roles = [Role.Executive] }])) with
        {
            Drills = [Drills[0]],
            Findings = Findings,
            Readings = [.. Readings().Select(r => r.Id == "error-rate" ? r with { Value = null, Problem = "the source did not answer within 2 s" } : r)],
        });
        ApprovedText.Matches(ReadinessText.ForRoom(report) + "\n", "readiness-room", "txt");
        ApprovedText.Matches(ReadinessText.Whole(report), "readiness", "txt");
        Assert.True(ReadinessText.ForRoom(report).Split('\n').Length <= 8);
    }

    [Fact]
    public void A_ready_service_has_no_gap_but_what_lint_says()
    {
        Assert.Empty(Gaps(Premortem()));
        Assert.Equal(["observers-one-host", "probe-changes-things"], Gaps(Premortem(Facts() with { Findings = Findings })).Select(g => g.What.Split(':')[0]));
        Assert.NotEmpty(new ReadinessFacts(Plan(), Now, null, [], null, People, Reach(People), null).Findings);
    }

    [Fact]
    public void Detection_that_is_not_there_is_a_gap()
    {
        Assert.Contains("no alarm rule opens an incident of checkout", Added(Premortem() with { Rules = [] }));
        Assert.Contains("no alarm can come in: no topic is let in, and EventBridge is off", Added(Premortem() with { Doors = [] }));
    }

    [Theory]
    [InlineData("kim", "data-owner rests on Dario Conti alone")]
    [InlineData("kim dario", "nobody who can be reached holds data-owner, which network-partition, region-loss needs")]
    [InlineData("maya", "commander rests on Debo Ade alone")]
    [InlineData("nia", "nobody who can be reached holds network-lead, to whom dns-misconfiguration, cdn-edge-loss falls")]
    [InlineData("ravi debo kim noor nia", "region-loss is 1 short of people who can be reached: each role needs its own person, and who proposes fills none")]
    [InlineData("maya", "nobody who can be reached holds comms-lead, without whom G15 cannot be waived")]
    public void Roles_without_people_are_gaps(string gone, string gap) =>
        Assert.Contains(gap, Added(Premortem(Facts(people: new Roster(People.All.Where(p => !gone.Split(' ').Contains(p.Id)))))));

    [Fact]
    public void Somebody_with_two_roles_and_a_chain_that_does_not_fit_are_gaps()
    {
        var two = new Roster(People.All.Select(p => p.Id == "maya" ? p with { Roles = [.. p.Roles, Role.DataOwner] } : p));
        Assert.Contains("Maya Okafor holds commander and data-owner, and one person fills one role", Added(Premortem(Facts(people: two))));

        var late = Added(Premortem(Facts(Plan() with { Rto = TimeSpan.FromMinutes(5) })));
        Assert.Contains(late, g => g.StartsWith("the chain of commander takes ", StringComparison.Ordinal));
    }

    [Fact]
    public void Evidence_that_people_give_or_the_primary_serves_is_a_gap()
    {
        var plan = Plan();
        var asked = plan with { Readings = [.. plan.Readings.Select(r => r.Id == "vcpu" ? r with { Source = new ReadingSource.Person("How many?") } : r)] };
        Assert.Contains("nobody but a person answers vcpu (vCPUs in use)", Added(Premortem(Facts(asked))));
        Assert.Contains("nothing measures what is used of the quota vCPU", Added(Premortem(Facts(asked))));

        var served = plan with { Readings = [.. plan.Readings.Select(r => r.Id == "serving" ? r with { ServedFrom = "us-east-1" } : r)] };
        Assert.Contains("serving is served from us-east-1, the region that would be failing", Added(Premortem(Facts(served))));
        Assert.Contains("no quota of eu-west-1 is looked at: gate G8 is not picked", Added(Premortem(Facts(plan with { Gates = [.. plan.Gates.Where(g => g.Id != GateId.G8)] }))));
        Assert.Contains("the bot runs in us-east-1, the region that would be failing", Added(Premortem(Facts() with { BotRegion = "us-east-1" })));
    }

    [Fact]
    public void Steps_costs_and_drills_that_are_missing_are_gaps()
    {
        var plan = Plan();
        var steps = plan with { Steps = [.. plan.Steps.Select(s => s.Id == "drain" ? s with { Undo = null } : s.Id == "route" ? s with { Action = new StepAction.Manual("Switch it."), Verify = null } : s)] };
        var added = Added(Premortem(Facts(steps)));
        Assert.Contains("step drain has no `undo`: an abort leaves it as it is", added);
        Assert.Contains("step route is a person's word: nothing verifies it", added);
        Assert.Contains("the cost of waiting stays unknown, and with it p*: `costs` lacks lossPerMinute, affectedShare, recovery, failback, failedFailover", Added(Premortem(Facts(plan with { Costs = null }))));
        Assert.Contains("drill of region-loss: the last success was 91 d ago, the limit is 90 d", Added(Premortem(Facts() with { Drills = [Drill(FailureMode.RegionLoss, 91), Drills[1]] })));
        Assert.Contains("drill of region-loss: no log could be read", Added(Premortem(Facts() with { Drills = null })));
    }

    private static List<string> Added(PremortemFacts facts) => [.. Gaps(facts).Select(g => g.What)];

    private static IReadOnlyList<Gap> Gaps(PremortemFacts facts) => PremortemGaps.Of(facts);
}
