using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>The bot calls a role's holders, then its deputies, then the duty executive, until somebody answers.</summary>
public sealed class CallingTests
{
    private static readonly Person Ines = new("ines", "Ines Stand-In", [Role.Responder], false, true);

    private static Scenario Asked() => new Scenario { People = People() }.Proposed();

    [Fact]
    public void The_holders_are_called_when_it_is_proposed_and_the_next_in_the_chain_after_two_and_a_half_minutes_each()
    {
        var story = Asked();
        Assert.Equal([("maya", 1), ("dario", 1)], Called(story));

        story.Wakes(149);
        Assert.Equal(2, Called(story).Length);
        story.Wakes(1);

        Assert.Equal([("maya", 1), ("dario", 1), ("debo", 2), ("ines", 2)], Called(story));
        story.Wakes(150);
        Assert.Equal([("elin", 3), ("elin", 3)], Called(story)[4..]);
        Assert.Equal([Stead.Deputy, Stead.DutyExecutive], story.Events.OfType<IncidentEvent.ApproverCalled>().Where(e => e.Role == Role.DataOwner && e.Stead is not null).Select(e => e.Stead!.Value));
    }

    [Fact]
    public void Whoever_answers_stops_the_chain()
    {
        var story = Asked().ApprovedBy(Some.Dario).Wakes(400);

        Assert.DoesNotContain(story.Events.OfType<IncidentEvent.ApproverCalled>(), e => e.Role == Role.DataOwner && e.Position > 1);
        Assert.DoesNotContain(story.Events.OfType<IncidentEvent.ChainExhausted>(), e => e.Role == Role.DataOwner);
    }

    [Fact]
    public void An_answer_that_is_void_is_asked_for_anew()
    {
        var story = Asked().ApprovedBy(Some.Dario).AfterSeconds(20).Do(Some.Dario, new IncidentCommand.Revoke("I misread it"));

        Assert.Equal(2, story.Events.OfType<IncidentEvent.ApproverCalled>().Count(e => e.Person == "dario" && e.Role == Role.DataOwner));
    }

    [Fact]
    public void A_deputy_approves_in_the_roles_stead_only_after_being_called_and_it_is_recorded_as_such()
    {
        var story = Asked();
        var early = story.Refused(Ines, Approve());
        Assert.Equal("no-say", early.Code);
        Assert.Contains("once you are called, at 02:08:30 UTC", early.ToString(), StringComparison.Ordinal);

        story.Wakes(150).Fresh().ApprovedBy(Ines);

        var approval = Assert.Single(story.Failover.Approvals);
        Assert.Equal((Role.DataOwner, Role.Responder, Stead.Deputy), (approval.Role, approval.HeldRole, approval.Stead));
        Assert.Equal(FailoverState.Approved, story.ApprovedBy(Some.Maya).State);
    }

    [Fact]
    public void A_deputy_approves_uncalled_where_the_role_says_so()
    {
        var story = new Scenario { People = People(uncalled: true) }.Proposed().ApprovedBy(Ines);

        Assert.Equal(Stead.Deputy, Assert.Single(story.Failover.Approvals).Stead);
    }

    [Fact]
    public void The_approval_of_a_deputy_is_void_once_the_chain_no_longer_names_them()
    {
        var story = Asked().Wakes(150).Fresh().ApprovedBy(Ines).ApprovedBy(Some.Maya);
        story.People = new Roster([.. Some.Roster.All, Ines], [], "elin");

        Assert.Equal(FailoverState.Proposed, story.Wakes().State);
        Assert.Contains("no longer stands in", story.Only<IncidentEvent.AuthorityLost>().Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Guests_the_deactivated_and_the_proposer_are_not_called()
    {
        var gone = new Scenario { People = new Roster([.. Some.Roster.All.Select(p => p.Id == "dario" ? p with { Active = false } : p), Ines with { Guest = true }], [new Chain(Role.DataOwner, ["ines", "ravi"])], "elin") }.Proposed();

        Assert.Equal(["elin"], gone.Events.OfType<IncidentEvent.ChainDrawn>().Single(e => e.Role == Role.DataOwner).Calls.Select(c => c.Person));
    }

    [Fact]
    public void Whoever_was_deactivated_meanwhile_or_has_approved_as_another_is_passed_over_and_the_chain_goes_on()
    {
        var story = Asked();
        story.People = new Roster([.. Some.Roster.All, Ines with { Active = false }], story.People.Chains, "elin");
        story.Wakes(150);
        Assert.Equal("ines", story.Only<IncidentEvent.ApproverPassedOver>().Person);

        story.Wakes(150);
        Assert.Contains(story.Events.OfType<IncidentEvent.ApproverCalled>(), e => e is { Person: "elin", Role: Role.DataOwner });
    }

    [Fact]
    public void The_chain_is_exhausted_when_the_time_of_the_last_has_passed_since_the_call_itself()
    {
        // The bot was away: both calls are late, and the last person still has their time.
        var story = Asked().ApprovedBy(Some.Maya).Wakes(550).Fresh();
        Assert.Empty(story.Events.OfType<IncidentEvent.ChainExhausted>());

        story.Wakes(149);
        Assert.Empty(story.Events.OfType<IncidentEvent.ChainExhausted>());
        Assert.Equal(Role.DataOwner, story.Wakes(1).Only<IncidentEvent.ChainExhausted>().Role);
    }

    [Fact]
    public void A_role_that_becomes_required_is_called_then()
    {
        var story = Asked().ApprovedBy(Some.Dario).AfterSeconds(20);
        story.Rate(new WriteRate(50, 80, 9_000, 3600, story.Now));

        Assert.Contains(story.Events.OfType<IncidentEvent.ApproverCalled>(), e => e is { Role: Role.Executive, Person: "elin", Position: 1 });
    }

    [Fact]
    public void Nobody_is_called_while_an_approval_would_be_refused_anyway()
    {
        var story = Asked().Classified(FailureMode.NetworkPartition).Wakes(200);

        Assert.Equal(2, Called(story).Length);
    }

    [Theory]
    [InlineData(3, 900, 150, "all before the latest decision")]
    [InlineData(3, 300, 100, "evenly over what is left")]
    [InlineData(3, 60, 30, "does not fit")]
    [InlineData(3, -5, 30, "does not fit")]
    [InlineData(0, 900, 150, "all before")]
    public void The_gap_fits_the_chain_before_the_latest_decision_where_it_can(int positions, int left, int gap, string rule)
    {
        var schedule = CallSchedule.For(positions, Some.T0, Some.T0.AddSeconds(left), estimated: true);

        Assert.Equal(gap, schedule.Gap.TotalSeconds);
        Assert.Contains(rule, schedule.Rule, StringComparison.Ordinal);
        Assert.Contains("by the plan's estimate", schedule.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_latest_decision_the_usual_gap_is_kept_and_the_rule_says_why() =>
        Assert.Contains("unknown", CallSchedule.For(3, Some.T0, null, true) is { Gap.TotalSeconds: 150 } s ? s.Rule : "", StringComparison.Ordinal);

    private static (string, int)[] Called(Scenario story) => [.. story.Events.OfType<IncidentEvent.ApproverCalled>().Select(e => (e.Person, e.Position))];

    private static Roster People(bool uncalled = false) =>
        new([.. Some.Roster.All, Ines], [new Chain(Role.DataOwner, ["ines"], uncalled)], "elin");

    private static IncidentCommand.Approve Approve() => new(null, null, 100_000, TimeSpan.FromSeconds(900), false, "yes");
}
