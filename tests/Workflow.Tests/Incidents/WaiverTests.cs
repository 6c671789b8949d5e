using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>Each gate alone, closed or unknown, refuses the press, until those whom the table names waive it, and nobody else can.</summary>
public sealed class WaiverTests
{
    private static readonly Dictionary<string, (Func<Scenario> Armed, GateId Gate, Person[] Waivers)> Cases = new()
    {
        ["G1 unknown: classified too long ago"] = (ClassifiedLongAgo, GateId.G1, [Some.Maya, Some.Dario]),
        ["G2 closed: users are served"] = (() => new Scenario().Armed().AfterSeconds(1).Says("error-rate", 0.1m), GateId.G2, [Some.Maya]),
        ["G2 unknown: an observer is silent"] = (() => new Scenario().Armed().AfterSeconds(1).Says("error-rate", null), GateId.G2, [Some.Maya]),
        ["G4 closed: the exposure is above the RPO"] = (() => Armed(new Scenario().Opened().Lags(100)), GateId.G4, [Some.Dario]),
        ["G5 closed: writes get through the fence"] = (() => new Scenario().Armed().AfterSeconds(1).Says("fenced", 0), GateId.G5, [Some.Maya, Some.Dario]),
        ["G5 unknown: nobody can see the fence"] = (() => new Scenario().Armed().AfterSeconds(1).Says("fenced", null), GateId.G5, [Some.Maya, Some.Dario]),
        ["G7 closed: the target is ill"] = (() => new Scenario().Armed().AfterSeconds(1).Says("target-healthy", 0), GateId.G7, [Some.Dario]),
        ["G7 unknown: the target is silent"] = (() => new Scenario().Armed().AfterSeconds(1).Says("target-healthy", null), GateId.G7, [Some.Dario]),
        ["G12 closed: failed over half an hour ago"] = (FailedOverBefore, GateId.G12, [Some.Maya]),
        ["G15 closed: nobody was told"] = (() => Armed(new Scenario().Opened().Down(), draft: false), GateId.G15, [Some.Maya]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gate_that_is_not_open_refuses_the_press_until_the_right_people_waive_it(string name)
    {
        var (armed, gate, waivers) = Cases[name];
        var story = armed();
        var press = new IncidentCommand.Press(story.Phrase());
        Assert.StartsWith($"{gate} is ", Assert.Single(story.Refused(Some.Maya, press).Reasons), StringComparison.Ordinal);

        foreach (var person in Some.Roster.All.Except(gate == GateId.G4 ? [Some.Maya, Some.Dario] : waivers))
        {
            Assert.NotNull(story.Try(person, Waive(gate)).Refusal);
        }

        foreach (var person in waivers)
        {
            Assert.Equal("press-refused", story.Refused(Some.Maya, press).Code);
            story.Do(person, Waive(gate));
        }

        Assert.Equal(FailoverState.Committing, story.Do(Some.Maya, press).State);
    }

    [Fact]
    public void A_waiver_needs_a_reason_and_that_of_the_fence_names_the_risk()
    {
        var story = new Scenario().Armed().AfterSeconds(1).Says("fenced", null).Says("error-rate", null);

        Assert.Equal("no-reason", story.Refused(Some.Maya, new IncidentCommand.Waive(GateId.G2, " ")).Code);
        Assert.Equal("split-brain", story.Refused(Some.Maya, new IncidentCommand.Waive(GateId.G5, "it will be fine")).Code);
    }

    [Fact]
    public void An_open_gate_is_not_waived_in_advance() =>
        Assert.Equal("gate-open", new Scenario().Armed().Refused(Some.Maya, Waive(GateId.G2)).Code);

    [Fact]
    public void One_person_in_both_roles_is_not_two_persons_and_does_not_stand_in_the_seconds_way()
    {
        var both = Some.Maya with { Roles = [Role.Commander, Role.DataOwner, Role.CommsLead] };
        var story = new Scenario { People = new Roster(Some.Roster.All.Select(p => p.Id == "maya" ? both : p)) }.Armed()
            .Do(both, new IncidentCommand.TakeRole(Role.DataOwner)).AfterSeconds(1).Says("fenced", null).Do(both, Waive(GateId.G5));

        Assert.Equal("waived-already", story.Refused(both, Waive(GateId.G5)).Code);
        Assert.Equal("press-refused", story.Refused(both, new IncidentCommand.Press(story.Phrase())).Code);
        story.Do(Some.Dario, Waive(GateId.G5)).Do(both, new IncidentCommand.Press(story.Phrase()));
    }

    [Fact]
    public void A_waiver_counts_as_long_as_its_giver_is_in_the_role_and_the_next_holder_can_give_it()
    {
        var ines = new Person("ines", "Ines Owner", [Role.DataOwner], false, true);
        var story = new Scenario { People = new Roster([.. Some.Roster.All, ines]) }.Armed().AfterSeconds(1).Says("target-healthy", 0)
            .Do(ines, new IncidentCommand.TakeRole(Role.DataOwner)).Do(ines, Waive(GateId.G7));
        story.People = new Roster([.. Some.Roster.All, ines with { Active = false }]);

        Assert.Equal("press-refused", story.Refused(Some.Maya, new IncidentCommand.Press(story.Phrase())).Code);
        story.Do(Some.Dario, Waive(GateId.G7)).Do(Some.Maya, new IncidentCommand.Press(story.Phrase()));
    }

    [Fact]
    public void A_waiver_holds_for_its_proposal_alone()
    {
        var story = new Scenario().Armed().AfterSeconds(1).Says("target-healthy", 0).Do(Some.Dario, Waive(GateId.G7))
            .Do(Some.Maya, new IncidentCommand.Abort("again", false)).RunNext().RunNext().Do(Some.Ravi, new IncidentCommand.Propose(null));

        Assert.Empty(story.Failover.Waivers);
    }

    private static IncidentCommand.Waive Waive(GateId gate) => new(gate, "split-brain or not, every minute costs more");

    private static Scenario ClassifiedLongAgo() =>
        Armed(new Scenario().Opened().Classified().AfterSeconds(200).Down(), classify: false).AfterSeconds(100).Fresh(("fenced", 1), ("error-rate", 0.9m), ("primary-healthy", 0), ("target-healthy", 1));

    private static Scenario FailedOverBefore()
    {
        var story = new Scenario().Armed();
        story.Situation = story.Situation with { Service = story.Situation.Service with { LastPromotionAt = story.Now - TimeSpan.FromMinutes(30) } };
        return story;
    }

    private static Scenario Armed(Scenario opened, bool draft = true, bool classify = true)
    {
        var story = (classify ? opened.Classified() : opened).Do(Some.Ravi, new IncidentCommand.Propose(null));
        if (draft)
        {
            story.Do(Some.Maya, new IncidentCommand.DraftUpdate(Audience.Executives, "We do not yet know how much data is affected.", true));
        }

        story.Do(Some.Maya, new IncidentCommand.TakeRole(Role.CommsLead));
        return story.ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).Do(Some.Maya, new IncidentCommand.Prepare()).RunNext().RunNext()
            .AfterSeconds(1).Fresh(("fenced", 1), ("error-rate", 0.9m), ("primary-healthy", 0), ("target-healthy", 1));
    }
}
