using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Tests.Decisions;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>Each added gate, closed, is passed by exactly those whom the table names, or by nobody.</summary>
public sealed class NewWaiverTests
{
    private static readonly Person Pia = new("pia", "Pia Product", [Role.ProductOwner], false, true);

    private static readonly Roster People = new([.. Some.Roster.All, Pia]);

    private static readonly Dictionary<GateId, Person[]> Table = new()
    {
        [GateId.G3] = [Some.Dario, Some.Elin],
        [GateId.G6] = [],
        [GateId.G8] = [Some.Maya],
        [GateId.G9] = [Some.Maya],
        [GateId.G10] = [Some.Maya],
        [GateId.G11] = [Pia],
        [GateId.G13] = [Some.Maya],
        [GateId.G14] = [],
        [GateId.G16] = [Some.Maya],
    };

    public static TheoryData<GateId> Added => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Added))]
    public void A_closed_gate_refuses_the_press_until_exactly_those_of_the_table_have_waived_it(GateId id)
    {
        var story = Armed(AllGates.Added.Single(g => g.Id == id));
        var press = new IncidentCommand.Press(story.Phrase());
        var waive = new IncidentCommand.Waive(id, "every minute costs more") { Subject = id == GateId.G9 ? "auth" : null };
        Assert.StartsWith($"{id} is ", Assert.Single(story.Refused(Some.Maya, press).Reasons), StringComparison.Ordinal);

        foreach (var person in People.All.Except(Table[id]))
        {
            var refusal = story.Refused(person, waive);
            Assert.Contains(refusal.Code, new[] { "role-needed", "nobody", "guest" });
            Assert.All(Table[id], w => Assert.True(refusal.Code == "guest" || refusal.Reasons[0].Contains(Words.Of(w.Roles[0]), StringComparison.Ordinal), refusal.Reasons[0]));
        }

        foreach (var person in Table[id])
        {
            Assert.Equal("press-refused", story.Refused(Some.Maya, press).Code);
            story.Do(person, waive);
        }

        Assert.Equal(Table[id].Length > 0, story.Try(Some.Maya, press).Refusal is null);
        Assert.Equal(Table[id].Length > 0 ? FailoverState.Committing : FailoverState.Armed, story.State);
    }

    [Fact]
    public void Dependencies_are_waived_one_by_one_and_each_that_fails_needs_its_own()
    {
        var story = Armed(AllGates.Added.Single(g => g.Id == GateId.G9)).Says("payments", 0);
        Assert.Equal("name-it", story.Refused(Some.Maya, new IncidentCommand.Waive(GateId.G9, "all of it")).Code);
        Assert.Contains("auth, payments", story.Refused(Some.Maya, Waive("queues")).ToString(), StringComparison.Ordinal);
        Assert.Equal("no-reason", story.Refused(Some.Maya, Waive("auth") with { Reason = " " }).Code);

        story.Do(Some.Maya, Waive("auth"));
        Assert.Equal("waived-already", story.Refused(Some.Maya, Waive("auth")).Code);
        Assert.Equal("press-refused", story.Refused(Some.Maya, new IncidentCommand.Press(story.Phrase())).Code);
        story.Do(Some.Maya, Waive("payments")).Do(Some.Maya, new IncidentCommand.Press(story.Phrase()));
    }

    [Fact]
    public void A_plan_can_ask_for_more_waivers_or_for_none()
    {
        var gate = AllGates.Added.Single(g => g.Id == GateId.G8);
        var two = Armed(gate with { Waivers = [Role.Commander, Role.Executive] });
        var waive = new IncidentCommand.Waive(GateId.G8, "it will do");
        two.Do(Some.Maya, waive);
        Assert.Equal("press-refused", two.Refused(Some.Maya, new IncidentCommand.Press(two.Phrase())).Code);
        two.Do(Some.Elin, waive).Do(Some.Maya, new IncidentCommand.Press(two.Phrase()));

        var none = Armed(gate with { Waivers = [] });
        Assert.Equal("nobody", none.Refused(Some.Maya, waive).Code);
        Assert.Equal("press-refused", none.Refused(Some.Maya, new IncidentCommand.Press(none.Phrase())).Code);
    }

    [Fact]
    public void Naming_the_owners_opens_the_way_back()
    {
        var story = Armed(AllGates.Gate(GateId.G16, null));
        Assert.Equal("role-needed", story.Refused(Some.Ravi, new IncidentCommand.NameOwner(Duty.Failback, "debo")).Code);
        Assert.Equal("unknown-person", story.Refused(Some.Maya, new IncidentCommand.NameOwner(Duty.Failback, "nobody")).Code);
        Assert.Equal("not-eligible", story.Refused(Some.Maya, new IncidentCommand.NameOwner(Duty.Failback, "greta")).Code);
        story.Do(Some.Maya, new IncidentCommand.NameOwner(Duty.Failback, "Debo Ade")).Do(Some.Ravi, new IncidentCommand.NameOwner(Duty.Reconciliation, ""));
        Assert.Equal("holds-already", story.Refused(Some.Ravi, new IncidentCommand.NameOwner(Duty.Reconciliation, "")).Code);

        story.Do(Some.Maya, new IncidentCommand.Press(story.Phrase()));
    }

    private static IncidentCommand.Waive Waive(string dependency) => new(GateId.G9, "we queue meanwhile") { Subject = dependency };

    /// <summary>Armed, with everybody in role, and this gate closed.</summary>
    private static Scenario Armed(PlanGate gate)
    {
        var story = new Scenario { Plan = AllGates.Plan(gate), People = People }.Armed();
        foreach (var (person, role) in new[] { (Some.Elin, Role.Executive), (Pia, Role.ProductOwner), (Some.Debo, Role.Deputy), (Some.Ravi, Role.Responder) })
        {
            story.Do(person, new IncidentCommand.TakeRole(role));
        }

        story.Do(null, AllGates.Sample(story.Now) with { BotRegion = "us-east-1" });
        foreach (var (id, value) in new[] { ("integrity-ok", 0m), ("witness-a", 0), ("connections", 900), ("auth", 0), ("digest-target", 1), ("p95-api", 1) })
        {
            story.AfterSeconds(0.001).Do(null, new IncidentCommand.RecordReadings([AllGates.Reading(id, value, AllGates.Open.Single(r => r.Id == id).Unit, story.Now)], null) { BotRegion = "us-east-1" });
        }

        return story;
    }
}
