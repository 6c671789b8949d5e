using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class SwitchoverTests
{
    [Fact]
    public void A_healthy_primary_is_left_by_the_plans_own_steps_with_a_loss_of_zero()
    {
        var story = Switchover.Declared().Switched();
        Assert.Equal(FailoverState.Restored, story.State);
        Assert.Equal((0L, 0m, true), (story.Failover.CommittedLoss!.Bound!.Value, story.Failover.CommittedLoss.Money!.Value, story.Failover.CommittedLoss.Drained!.Value));
        Assert.Equal("PROMOTE eu-west-1 LOSE 0", story.Only<IncidentEvent.PointOfNoReturn>().Typed);
        Assert.Empty(LossFree.WhyNot(story.Incident));
    }

    [Fact]
    public void The_commander_and_the_data_owner_approve_with_ceilings_of_zero_while_the_lag_is_not_zero()
    {
        var story = Switchover.Declared().Agreed();
        Assert.Equal([Role.Commander, Role.DataOwner], story.Failover.Proposal!.Required.Order());
        Assert.Equal(FailoverState.Approved, story.State);
        story.Wakes(30).Well(4);
        Assert.Equal(FailoverState.Approved, story.State);
        Assert.Equal((TimeSpan.Zero, 0L), Outlook.SuggestedCeiling(story.Incident, story.Now));
    }

    [Fact]
    public void No_outage_has_to_be_confirmed_and_every_other_gate_is_asked()
    {
        var story = Switchover.Declared().Drained();
        Assert.Equal(story.Incident.Plan!.Gates.Select(g => g.Id).Where(g => g != GateId.G2), Outlook.GatesAt(story.Situation, story.Now).Select(g => g.Gate));
        story.AfterSeconds(1).Says("target-healthy", 0);
        Assert.Contains(story.TryPress().Refusal!.Reasons, r => r.StartsWith("G7", StringComparison.Ordinal));
    }

    [Fact]
    public void A_press_before_a_sample_behind_the_fence_is_refused_with_every_reason()
    {
        var story = Switchover.Declared().Fenced();
        var refusal = story.TryPress("PROMOTE eu-west-1 LOSE 500").Refusal!;
        Assert.Equal(2, refusal.Reasons.Count(r => r.StartsWith("Not drained", StringComparison.Ordinal)));
        Assert.Contains(refusal.Reasons, r => r.Contains("LOSE 0", StringComparison.Ordinal));
        Assert.Contains("`press PROMOTE eu-west-1 LOSE 0`", refusal.Remedies[0], StringComparison.Ordinal);
        Assert.Equal(FailoverState.Armed, story.State);
    }

    [Theory]
    [InlineData("PROMOTE eu-west-1 LOSE 20")]
    [InlineData("PROMOTE eu-west-1 LOSE UNKNOWN")]
    public void Nothing_but_zero_can_be_typed(string phrase)
    {
        var refusal = Switchover.Declared().Drained().TryPress(phrase).Refusal!;
        Assert.Contains("type LOSE 0", Assert.Single(refusal.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void A_measured_loss_is_not_graceful_and_waits_held_until_all_is_undone()
    {
        var story = Switchover.Declared().Fenced().AfterSeconds(3).Well(6);
        Assert.Contains(story.TryPress().Refusal!.Reasons, r => r.Contains("of writes before the fence", StringComparison.Ordinal));
        story.Wakes(120);
        Assert.Equal(FailoverState.Held, story.State);
        story.Wakes(600);
        Assert.Equal(FailoverState.Aborting, story.State);
    }

    [Fact]
    public void Changing_the_failure_mode_voids_the_votes_for_a_move_without_loss()
    {
        var story = Switchover.Declared().Fenced().Do(Some.Maya, new IncidentCommand.ClassifyMode(FailureMode.RegionLoss, ""));
        Assert.Equal((FailoverState.Held, 0), (story.State, story.Failover.Approvals.Count));
    }

    [Fact]
    public void Writes_that_get_through_between_press_and_promotion_stop_it_until_the_drain_is_measured_again()
    {
        var story = Switchover.Declared().Drained();
        Assert.Null(story.TryPress().Refusal);
        story.AfterSeconds(1).Says("fenced", 0).AfterSeconds(1).Says("fenced", 1);
        Assert.NotNull(story.Try(null, new IncidentCommand.StartStep("promote", StepPurpose.Run, 1)).Refusal);
        Assert.Equal(FailoverState.Stuck, story.State);
        Assert.Contains("Not drained", story.Only<IncidentEvent.Stuck>().Reason, StringComparison.Ordinal);
        Assert.NotEmpty(LossFree.WhyNot(story.Incident));
    }

    [Fact]
    public void What_is_outstanding_has_its_formula()
    {
        var why = Why.Of(WhyTopic.Loss, Brief.Of(Switchover.Declared().Drained().Situation, Some.T0.AddMinutes(1)));
        Assert.Contains(why, w => w.Filled == "0" && w.Formula.Contains("outstanding", StringComparison.Ordinal));
    }
}
