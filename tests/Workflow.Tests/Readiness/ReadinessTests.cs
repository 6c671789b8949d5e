using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Readiness;
using Xunit;
using static IncidentBot.Workflow.Tests.Readiness.SomeReadiness;

namespace IncidentBot.Workflow.Tests.Readiness;

/// <summary>The score by hand: what each part gives, and what takes it away.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public void Weights_add_up_to_100_and_a_ready_service_has_all_of_it_and_needs_nothing()
    {
        var report = ReadinessReport.Of(Facts());

        Assert.Equal(["drills 30/30", "gates 25/25", "people 25/25", "quotas 10/10", "plan 10/10"], report.Parts.Select(Points));
        Assert.Equal((100, null), (report.Score, report.Best));
        Assert.Equal("plan 6/10", Points(Part("plan", Facts() with { Findings = Findings })));
    }

    [Theory]
    [InlineData(12, true, 40, true, 30)]
    [InlineData(90, true, 40, true, 30)]
    [InlineData(91, true, 40, true, 15)]
    [InlineData(12, false, 40, true, 15)]
    [InlineData(91, true, 12, false, 0)]
    public void A_drill_counts_for_90_days_and_only_if_it_succeeded(int first, bool passed, int second, bool alsoPassed, int points) => Assert.Equal(points, Part("drills", Facts() with
    {
        Drills = [Drill(FailureMode.RegionLoss, first, passed), Drill(FailureMode.NetworkPartition, second, alsoPassed)],
    }).Points);

    [Fact]
    public void A_failure_after_a_success_takes_half_and_drills_of_other_modes_and_of_the_future_count_for_nothing()
    {
        Assert.Equal(22, Part("drills", Facts() with { Drills = [.. Drills, Drill(FailureMode.RegionLoss, 1, false)] }).Points);
        Assert.Equal(0, Part("drills", Facts() with { Drills = [Drill(FailureMode.SingleZone, 1), Drill(FailureMode.RegionLoss, -1)] }).Points);
        Assert.Equal(0, Part("drills", Facts() with { Drills = null }).Points);
        Assert.All(Part("drills", Facts() with { Drills = null }).Items, i => Assert.Equal(ReadinessMark.Unknown, i.Mark));
    }

    [Fact]
    public void A_plan_that_tightens_G13_is_held_to_its_own_limit()
    {
        var plan = Plan();
        plan = plan with { Gates = [.. plan.Gates.Select(g => g.Id == GateId.G13 ? g with { MaxAge = TimeSpan.FromDays(10) } : g)] };

        Assert.Equal(0, Part("drills", Facts(plan)).Points);
    }

    /// <summary>Six gates count here: G2, G4, G5, G7, G12 and G14; 25 points go to 24 quarters.</summary>
    [Theory]
    [InlineData("error-rate", "G2")]
    [InlineData("fenced", "G5")]
    [InlineData("lag", "G4")]
    [InlineData("target-healthy", "G7")]
    public void A_reading_that_is_unknown_closes_what_rests_on_it(string reading, string gate)
    {
        var part = Part("gates", Facts() with { Readings = [.. Readings().Select(r => r.Id == reading ? r with { Value = null, Problem = "the source did not answer within 2 s" } : r)] });

        var item = Assert.Single(part.Items, i => i.Mark != ReadinessMark.Good);
        Assert.StartsWith(gate, item.Name, StringComparison.Ordinal);
        Assert.Equal((ReadinessMark.Unknown, 20, 5), (item.Mark, part.Points, part.Gain(item)));
    }

    [Fact]
    public void What_must_hold_at_all_times_is_missing_when_it_does_not_and_an_outage_need_not_be_there()
    {
        var part = Part("gates", Facts() with { Readings = [.. Readings().Select(r => r.Id is "target-healthy" ? r with { Value = 0 } : r)], BotRegion = "us-east-1" });

        Assert.Equal(["G7", "G14"], part.Items.Where(i => i.Mark == ReadinessMark.Missing).Select(i => i.Name.Split(' ')[0]));
        Assert.Equal(16, part.Points);
        Assert.Contains(part.Items, i => i.Name.StartsWith("G2", StringComparison.Ordinal) && i.Mark == ReadinessMark.Good);
        Assert.Equal(20, Part("gates", Facts() with { BotRegion = null }).Points);
        Assert.Equal(20, Part("gates", Facts() with { FailoverOf = "INC-7" }).Points);
        Assert.Equal(20, Part("gates", Facts() with { Readings = [.. Readings().Select(r => r with { Value = r.Id == "lag" ? 61 : r.Value })] }).Points);
    }

    [Fact]
    public void A_person_in_a_role_counts_by_half_two_in_full_and_nobody_for_nothing()
    {
        Assert.Equal((ReadinessMark.Good, "2 reachable: Dario Conti, Kim Park"), Of("data-owner", People));
        Assert.Equal((ReadinessMark.Weak, "only Dario Conti; not Kim Park (deactivated)"), Of("data-owner", With(Kim with { Active = false })));
        Assert.Equal((ReadinessMark.Weak, "only Dario Conti; not Kim Park (a guest)"), Of("data-owner", With(Kim with { Guest = true })));
        Assert.Equal((ReadinessMark.Missing, "nobody can be reached"), Of("data-owner", new Roster([Some.Maya, Some.Ravi])));
        Assert.Equal((ReadinessMark.Good, "2 reachable: Dario Conti, Elin Berg (deputy)"), Of("data-owner", new Roster([Some.Maya, Some.Dario, Some.Elin], [new Chain(Role.DataOwner, ["elin"])])));
        Assert.Equal((ReadinessMark.Good, "2 reachable: Dario Conti, Elin Berg (duty-executive)"), Of("data-owner", new Roster([Some.Maya, Some.Dario, Some.Elin], [], "elin")));
    }

    [Fact]
    public void Without_an_account_nobody_is_reached_and_what_no_chat_tells_is_unknown()
    {
        var nobody = Part("people", Facts() with { Reach = Reach(People, account: false) });
        var untold = Part("people", Facts() with { Reach = Reach(People, account: null) });

        Assert.Equal((0, 0), (nobody.Points, untold.Points));
        Assert.All(nobody.Items, i => Assert.Equal(ReadinessMark.Missing, i.Mark));
        Assert.All(untold.Items.SkipLast(1), i => Assert.Equal(ReadinessMark.Unknown, i.Mark));
    }

    [Fact]
    public void Codes_are_needed_only_where_the_plan_asks_for_them_and_only_of_those_who_press()
    {
        var without = Facts() with { Reach = Reach(People, codes: false) };
        var asked = Facts(Plan() with { StepUp = true }) with { Reach = Reach(People, codes: false) };

        Assert.Equal(25, Part("people", without).Points);
        var commander = Part("people", asked).Items.Single(i => i.Name == "commander");
        Assert.Equal((ReadinessMark.Missing, "nobody can be reached; not Maya Okafor (no one-time codes), Debo Ade (no one-time codes)"), (commander.Mark, commander.Words));
        Assert.Equal(ReadinessMark.Good, Part("people", asked).Items.Single(i => i.Name == "data-owner").Mark);
    }

    [Theory]
    [InlineData(ReadinessMark.Good, "maya", "dario", "elin", "ravi")]
    [InlineData(ReadinessMark.Weak, "maya", "dario", "elin")]
    [InlineData(ReadinessMark.Missing, "maya", "dario")]
    public void One_person_fills_one_role_and_who_proposes_fills_none(ReadinessMark mark, params string[] people) =>
        Assert.Equal(mark, Part("people", Facts(people: new Roster(People.All.Where(p => people.Contains(p.Id))))).Items.Single(i => i.Name == "all roles at once").Mark);

    [Fact]
    public void Somebody_who_may_fill_two_roles_is_moved_to_the_one_that_nobody_else_can()
    {
        var both = Some.Maya with { Roles = [Role.Commander, Role.DataOwner] };
        var roster = new Roster([both, Some.Debo, Some.Elin, Some.Ravi]);

        Assert.Equal(ReadinessMark.Good, Part("people", Facts(people: roster)).Items.Single(i => i.Name == "all roles at once").Mark);
    }

    [Fact]
    public void Quotas_need_room_and_a_plan_without_them_scores_nothing()
    {
        Assert.Equal(10, Part("quotas", Facts() with { Readings = Readings(vcpu: 26) }).Points);
        Assert.Equal((0, ReadinessMark.Missing), (Part("quotas", Facts() with { Readings = Readings(vcpu: 27) }).Points, Part("quotas", Facts() with { Readings = Readings(vcpu: 27) }).Items[0].Mark));
        Assert.Equal((0, ReadinessMark.Unknown), (Part("quotas", Facts() with { Readings = [] }).Points, Part("quotas", Facts() with { Readings = [] }).Items[0].Mark));
        Assert.Equal(0, Part("quotas", Facts(Some.Plan())).Points);
    }

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(2, 6, 2)]
    [InlineData(5, 0, 2)]
    [InlineData(7, 0, 1)]
    public void Slots_without_an_item_count_in_full_and_no_part_falls_below_nothing(int findings, int points, int gain)
    {
        var items = Enumerable.Range(0, findings).Select(i => new ReadinessItem($"{i}", ReadinessMark.Missing, "x", 0, "y")).ToList();
        var part = new ReadinessPart("plan", 10, items, Math.Max(5, findings));

        Assert.Equal((points, gain), (part.Points, findings == 0 ? 0 : part.Gain(items[0])));
    }

    [Fact]
    public void What_raises_it_most_is_one_action_and_it_raises_it_by_what_it_says()
    {
        var before = ReadinessReport.Of(Facts() with { Drills = [Drills[1]], Readings = Readings(vcpu: 27) });
        Assert.Equal(new ReadinessAdvice("`drill checkout region-loss`", 15), before.Best);
        Assert.Equal(before.Score + 15, ReadinessReport.Of(Facts() with { Readings = Readings(vcpu: 27) }).Score);
        Assert.StartsWith("raise the quota vCPU", ReadinessReport.Of(Facts() with { Readings = Readings(vcpu: 27) }).Best!.Action, StringComparison.Ordinal);
    }

    private static (ReadinessMark, string) Of(string role, Roster people)
    {
        var item = Part("people", Facts(people: people)).Items.Single(i => i.Name == role);
        return (item.Mark, item.Words);
    }

    private static Roster With(Person changed) => new(People.All.Select(p => p.Id == changed.Id ? changed : p));

    private static ReadinessPart Part(string name, ReadinessFacts facts) => ReadinessReport.Of(facts).Parts.Single(p => p.Name == name);

    private static string Points(ReadinessPart part) => $"{part.Name} {part.Points}/{part.Weight}";
}
