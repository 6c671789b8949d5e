using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class HeldTests
{
    [Fact]
    public void Armed_without_a_press_is_held_when_the_limit_is_over_and_every_vote_is_void()
    {
        var story = new Scenario().Armed();
        var until = story.Failover.ArmedUntil!.Value;

        story.Now = until - TimeSpan.FromTicks(1);
        Assert.Equal(FailoverState.Armed, story.Wakes().State);
        story.Now = until;
        Assert.Equal("not-now", story.Refused(Some.Maya, new IncidentCommand.Press(story.Phrase())).Code);

        Assert.Equal(FailoverState.Held, story.State);
        Assert.Empty(story.Failover.Approvals);
        Assert.Equal(until + TimeSpan.FromMinutes(10), story.Failover.HoldUntil);
        Assert.NotNull(story.Incident.FencedAt);
    }

    [Fact]
    public void Approved_again_every_step_is_verified_again_before_it_is_armed()
    {
        var story = Held().ApprovedBy(Some.Maya);
        Assert.Null(story.Order);

        story.ApprovedBy(Some.Dario);
        Assert.Equal(FailoverState.Held, story.State);
        Assert.Equal(("fence", StepPurpose.Verify), (story.Order!.Step.Id, story.Order.Purpose));
        story.RunNext();
        Assert.Equal(FailoverState.Held, story.State);
        Assert.Equal(("drain", StepPurpose.Verify), (story.Order!.Step.Id, story.Order.Purpose));

        Assert.Equal(FailoverState.Armed, story.RunNext().State);
    }

    [Fact]
    public void A_later_look_does_not_move_the_edge_of_the_exposure()
    {
        var story = Held();
        var fenced = story.Incident.FencedAt;

        story.ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).AfterSeconds(5).RunNext();

        Assert.Equal(fenced, story.Incident.FencedAt);
    }

    [Fact]
    public void A_step_that_is_found_undone_is_prepared_again()
    {
        var story = Held().ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).RunNext(effect: false);

        Assert.Equal(FailoverState.Preparing, story.State);
        Assert.Null(story.Incident.FencedAt);
        Assert.Equal(("fence", StepPurpose.Run, 2), (story.Order!.Step.Id, story.Order.Purpose, story.Order.Attempt));
        Assert.Equal(FailoverState.Armed, story.RunNext().State);
    }

    [Fact]
    public void A_fence_that_a_look_did_not_find_is_lifted_all_the_same_when_it_is_aborted_before_the_next_attempt()
    {
        var story = Held().ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).RunNext(effect: false).Do(Some.Maya, new IncidentCommand.Abort("the primary is back", false));

        Assert.Equal(FailoverState.Aborting, story.State);
        Assert.Equal(FailoverState.Aborting, story.RunNext().State);
        Assert.Equal(("fence", StepPurpose.Undo), (story.Order!.Step.Id, story.Order.Purpose));
        Assert.Equal(FailoverState.Aborted, story.RunNext().State);
    }

    [Fact]
    public void A_look_that_cannot_tell_halts_it()
    {
        var story = Held().ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).RunNext(StepOutcome.Succeeded, null);

        Assert.Equal(StepStatus.Unknown, story.Failover.Step("fence")!.Status);
        Assert.Equal(FailoverState.Halted, story.State);
    }

    [Fact]
    public void A_rejection_while_the_steps_are_verified_again_ends_the_regained_authority()
    {
        var story = Held().ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).RunNext().Do(Some.Dario, new IncidentCommand.Reject("wait"));

        Assert.Null(story.Order);
        Assert.Equal(FailoverState.Held, story.Wakes().State);
        Assert.DoesNotContain(story.Events.SkipWhile(e => e is not IncidentEvent.Rejected), e => e is IncidentEvent.Armed);
    }

    [Fact]
    public void Revoking_while_the_steps_are_verified_again_stops_that()
    {
        var story = Held().ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).Do(Some.Maya, new IncidentCommand.Revoke(""));

        Assert.Null(story.Order);
        Assert.Equal(("fence", StepPurpose.Verify), (story.ApprovedBy(Some.Maya).Order!.Step.Id, story.Order!.Purpose));
    }

    [Fact]
    public void The_running_step_finishes_and_what_is_done_stays()
    {
        var story = new Scenario().Preparing();
        var fence = story.Start();
        story.Do(Some.Dario, new IncidentCommand.Revoke("")).Finish(fence);

        Assert.Equal(FailoverState.Held, story.State);
        Assert.Equal(StepStatus.Done, story.Failover.Step("fence")!.Status);
        Assert.NotNull(story.Incident.FencedAt);
        Assert.Null(story.Order);
        Assert.Equal(FailoverState.Preparing, story.ApprovedBy(Some.Dario).State);
        Assert.Equal("drain", story.Order!.Step.Id);
    }

    [Fact]
    public void The_hold_limit_undoes_everything_with_the_fence_last_under_a_larger_epoch()
    {
        var story = Held();
        var approved = story.Failover.Epoch;
        story.Wakes(600);

        Assert.Equal(FailoverState.Aborting, story.State);
        Assert.Equal(("drain", StepPurpose.Undo), (story.Order!.Step.Id, story.Order.Purpose));
        Assert.True(story.Order.Epoch > approved);
        story.RunNext();
        Assert.Equal("fence", story.Order!.Step.Id);
        story.RunNext();

        Assert.Equal(FailoverState.Aborted, story.State);
        Assert.Equal(FenceStatus.None, story.Incident.Fence.Status);
        Assert.Null(story.Situation.Service.FailoverOf);
    }

    [Fact]
    public void Losing_authority_again_does_not_lengthen_the_hold()
    {
        var story = Held();
        var until = story.Failover.HoldUntil;
        story.AfterSeconds(60).ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).Do(Some.Dario, new IncidentCommand.Revoke(""));

        Assert.Equal(until, story.Failover.HoldUntil);
    }

    private static Scenario Held() => new Scenario().Armed().Wakes(120).Fresh(("fenced", 1));
}
