using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class ApprovalTests
{
    private static readonly Person TwoHats = new("cleo", "Cleo Two-Hats", [Role.Deputy, Role.DataOwner], false, true);

    [Fact]
    public void Who_proposed_is_told_that_the_deputy_commander_must_approve()
    {
        var story = new Scenario().Opened().Down().Classified().Do(Some.Maya, new IncidentCommand.Propose(null));

        var refusal = story.Refused(Some.Maya, Approve());

        Assert.Equal("proposer", refusal.Code);
        Assert.Contains("The deputy commander must approve.", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deputy_fills_the_commanders_role_and_the_proposing_commander_may_press()
    {
        var story = new Scenario().Opened().Down().Classified().Do(Some.Maya, new IncidentCommand.Propose(null)).ApprovedBy(Some.Debo);

        var approval = Assert.Single(story.Failover.Approvals);
        Assert.Equal((Role.Commander, Role.Deputy), (approval.Role, approval.HeldRole));
        Assert.Equal(FailoverState.Approved, story.ApprovedBy(Some.Dario).State);
    }

    [Fact]
    public void One_person_fills_one_role()
    {
        var story = new Scenario { People = new Roster([.. Some.Roster.All, TwoHats]) }.Proposed().ApprovedBy(TwoHats);

        Assert.Equal("one-role", story.Refused(TwoHats, Approve(Role.DataOwner)).Code);
        story.ApprovedBy(TwoHats);
        Assert.Single(story.Failover.Approvals);
        Assert.Equal(FailoverState.Proposed, story.State);
    }

    [Fact]
    public void A_role_that_is_filled_is_not_filled_twice()
    {
        var other = TwoHats with { Id = "ines", Name = "Ines Owner", Roles = [Role.DataOwner] };
        var story = new Scenario { People = new Roster([.. Some.Roster.All, other]) }.Proposed().ApprovedBy(Some.Dario);

        Assert.Equal("no-say", story.Refused(other, Approve()).Code);
    }

    [Fact]
    public void Both_ceilings_are_mandatory_and_neither_is_negative()
    {
        var story = new Scenario().Proposed();

        Assert.Equal(2, story.Refused(Some.Dario, new IncidentCommand.Approve(null, null, null, null, false, "")).Reasons.Count);
        Assert.Equal(2, story.Refused(Some.Dario, new IncidentCommand.Approve(null, null, -1, TimeSpan.FromSeconds(-1), false, "")).Reasons.Count);
        Assert.Equal(2, story.Refused(Some.Dario, new IncidentCommand.Approve(null, null, -1, TimeSpan.FromSeconds(-1), true, "")).Reasons.Count);
        Assert.Empty(story.Failover.Approvals);
    }

    [Theory]
    [InlineData(199, 900)]
    [InlineData(100_000, 1)]
    public void An_approval_below_the_present_loss_would_be_void_at_once(long records, int seconds)
    {
        var refusal = new Scenario().Proposed().Refused(Some.Dario, Approve(records: records, seconds: seconds));

        Assert.Equal("ceiling", refusal.Code);
        Assert.Contains("void at once", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_ceiling_stated_with_an_unknown_loss_still_binds_once_the_loss_is_known()
    {
        var story = new Scenario().Proposed()
            .Do(Some.Dario, new IncidentCommand.Approve(null, null, 500, TimeSpan.FromSeconds(900), true, "unknown too"));

        Assert.Equal(500, Assert.Single(story.Failover.Approvals).Records);
        story.AfterSeconds(10).Fresh();
        Assert.Empty(story.Failover.Approvals);
    }

    [Fact]
    public void A_renewal_replaces_the_approval_and_its_expiry()
    {
        var story = new Scenario().Proposed().ApprovedBy(Some.Dario, 300).AfterSeconds(1).ApprovedBy(Some.Dario, 90_000);

        var approval = Assert.Single(story.Failover.Approvals);
        Assert.Equal(90_000, approval.Records);
        Assert.Equal(story.Now + TimeSpan.FromMinutes(10), approval.Expires);
    }

    [Fact]
    public void An_approval_of_an_earlier_proposal_is_refused()
    {
        var story = new Scenario().Proposed().Do(Some.Ravi, new IncidentCommand.Withdraw("typo")).Do(Some.Ravi, new IncidentCommand.Propose(null));

        Assert.Equal("stale-proposal", story.Refused(Some.Dario, Approve() with { Proposal = "P1" }).Code);
        story.Do(Some.Dario, Approve() with { Proposal = "P2" });
    }

    [Fact]
    public void Guests_the_deactivated_and_strangers_do_not_approve()
    {
        var story = new Scenario().Proposed();

        Assert.Equal("guest", story.Refused(Some.Greta, Approve()).Code);
        Assert.Equal("guest", story.Refused(TwoHats, Approve()).Code);
        story.People = new Roster(Some.Roster.All.Select(p => p.Id == "dario" ? p with { Active = false } : p));
        Assert.Equal("deactivated", story.Refused(Some.Dario, Approve()).Code);
        Assert.Empty(story.Failover.Approvals);
    }

    [Fact]
    public void A_responder_without_a_required_role_has_no_say()
    {
        var story = new Scenario().Opened().Down().Classified().Do(Some.Debo, new IncidentCommand.Propose(null));

        Assert.Equal("no-say", story.Refused(Some.Ravi, Approve()).Code);
        Assert.Equal("no-say", story.Refused(Some.Ravi, new IncidentCommand.Reject("no")).Code);
    }

    [Fact]
    public void A_rejection_needs_a_reason_voids_all_votes_and_leaves_the_proposal()
    {
        var story = new Scenario().Proposed().ApprovedBy(Some.Maya);

        Assert.Equal("no-reason", story.Refused(Some.Dario, new IncidentCommand.Reject(" ")).Code);
        story.Do(Some.Dario, new IncidentCommand.Reject("the replica is three hours behind"));

        Assert.Equal(FailoverState.Proposed, story.State);
        Assert.Empty(story.Failover.Approvals);
        Assert.Equal("P1", story.Failover.Proposal!.Id);
    }

    [Fact]
    public void It_can_be_revoked_until_the_press()
    {
        Assert.Equal("no-approval", new Scenario().Proposed().Refused(Some.Dario, new IncidentCommand.Revoke("")).Code);
        Assert.Equal(FailoverState.Proposed, new Scenario().Approved().Do(Some.Dario, new IncidentCommand.Revoke("")).State);
        Assert.Equal(FailoverState.Held, new Scenario().Armed().Do(Some.Dario, new IncidentCommand.Revoke("")).State);
        Assert.Equal("past-ponr", new Scenario().Pressed().Refused(Some.Dario, new IncidentCommand.Revoke("")).Code);
    }

    [Fact]
    public void An_approval_for_a_mode_that_has_changed_is_refused()
    {
        var story = new Scenario().Proposed().Classified(FailureMode.NetworkPartition);

        Assert.Equal("mode-changed", story.Refused(Some.Dario, Approve()).Code);
    }

    [Fact]
    public void Nothing_is_approved_after_an_abort_even_one_that_is_stuck()
    {
        var story = new Scenario().Armed().Do(Some.Maya, new IncidentCommand.Abort("enough", false)).RunNext(StepOutcome.Failed);

        Assert.Equal(FailoverState.Stuck, story.State);
        Assert.Equal("nothing-proposed", story.Refused(Some.Dario, Approve()).Code);
    }

    [Fact]
    public void The_executive_is_required_when_the_loss_is_above_the_limit_and_when_it_grows_past_it()
    {
        var above = new Scenario().Opened().Down().Classified().AfterSeconds(280).Fresh().Do(Some.Ravi, new IncidentCommand.Propose(null));
        Assert.Contains(Role.Executive, above.Failover.Proposal!.Required);

        var below = new Scenario().Approved();
        Assert.DoesNotContain(Role.Executive, below.Failover.Proposal!.Required);
        for (var i = 0; i < 14; i++)
        {
            below.AfterSeconds(20).Fresh();
        }

        Assert.Equal(FailoverState.Proposed, below.State);
        Assert.Equal([Role.Executive], Outlook.MissingRoles(below.Failover));
        Assert.Equal(FailoverState.Approved, below.ApprovedBy(Some.Elin).State);
    }

    private static IncidentCommand.Approve Approve(Role? role = null, long records = 100_000, double seconds = 900) =>
        new(null, role, records, TimeSpan.FromSeconds(seconds), false, "yes");
}
