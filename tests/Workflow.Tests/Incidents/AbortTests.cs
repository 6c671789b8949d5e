using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class AbortTests
{
    [Fact]
    public void Before_preparing_there_is_nothing_to_undo_and_the_service_is_free_again()
    {
        foreach (var story in (Scenario[])[new Scenario().Proposed(), new Scenario().Approved()])
        {
            story.Do(Some.Maya, new IncidentCommand.Abort("it is back", false));

            Assert.Equal(FailoverState.Aborted, story.State);
            Assert.Null(story.Situation.Service.FailoverOf);
            story.Do(Some.Ravi, new IncidentCommand.Propose(null));
            Assert.Equal("P2", story.Failover.Proposal!.Id);
        }
    }

    [Fact]
    public void It_needs_a_reason_and_the_commander_or_the_deputy()
    {
        var story = new Scenario().Armed();

        Assert.Equal("no-reason", story.Refused(Some.Maya, new IncidentCommand.Abort("", false)).Code);
        Assert.Equal("role-needed", story.Refused(Some.Ravi, new IncidentCommand.Abort("it is back", false)).Code);
        story.Do(Some.Debo, new IncidentCommand.TakeRole(Role.Deputy)).Do(Some.Debo, new IncidentCommand.Abort("it is back", false));
    }

    [Fact]
    public void Nothing_is_undone_while_a_step_still_runs()
    {
        var story = new Scenario().Preparing();
        var fence = story.Start();
        story.Do(Some.Maya, new IncidentCommand.Abort("it is back", false));

        Assert.Equal((StepPurpose.Run, true), (story.Order!.Purpose, story.Order.Resolve));
        Assert.Equal("not-ordered", story.Refused(null, new IncidentCommand.StartStep("fence", StepPurpose.Undo, 2)).Code);
        story.Finish(fence);
        Assert.Equal((StepPurpose.Undo, false), (story.Order!.Purpose, story.Order.Resolve));

        Assert.Equal(FailoverState.Aborted, story.RunNext().State);
    }

    [Fact]
    public void A_step_that_was_skipped_but_may_have_had_an_effect_is_undone()
    {
        var story = new Scenario().Preparing().RunNext().RunNext(StepOutcome.Unknown, null)
            .Do(Some.Maya, new IncidentCommand.Skip("drain", "no time")).Do(Some.Maya, new IncidentCommand.Abort("it is back", false));

        Assert.Equal(("drain", StepPurpose.Undo), (story.Order!.Step.Id, story.Order.Purpose));
        Assert.Equal(FailoverState.Aborted, story.RunNext().RunNext().State);
    }

    [Fact]
    public void A_step_that_provably_had_no_effect_is_not_undone()
    {
        var story = new Scenario().Preparing().RunNext().RunNext(StepOutcome.Failed, false).Do(Some.Maya, new IncidentCommand.Abort("it is back", false));

        Assert.Equal("fence", story.Order!.Step.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Writes_stay_frozen_where_a_person_chooses_so_or_the_mode_is_corruption(bool chosen)
    {
        var story = new Scenario().Armed();
        story = chosen ? story : story.Classified(FailureMode.DataCorruption);
        story.Do(Some.Maya, new IncidentCommand.Abort("compare first", chosen)).RunNext();

        Assert.Equal(FailoverState.Aborted, story.State);
        Assert.Equal(FenceStatus.Placed, story.Incident.Fence.Status);
        story.Do(Some.Maya, new IncidentCommand.Unfreeze("compared")).RunNext();
        Assert.Equal(FenceStatus.None, story.Incident.Fence.Status);
    }

    [Fact]
    public void Corruption_that_is_found_while_aborting_keeps_the_fence_too()
    {
        var story = new Scenario().Armed().Do(Some.Maya, new IncidentCommand.Abort("it is back", false)).Classified(FailureMode.DataCorruption).RunNext();

        Assert.Equal(FailoverState.Aborted, story.State);
        Assert.Equal(FenceStatus.Placed, story.Incident.Fence.Status);
    }

    [Fact]
    public void A_fence_that_an_earlier_abort_left_is_not_lifted_by_a_later_one()
    {
        var story = new Scenario().Armed().Do(Some.Maya, new IncidentCommand.Abort("wait", true)).RunNext()
            .Do(Some.Ravi, new IncidentCommand.Propose(null)).ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).Do(Some.Maya, new IncidentCommand.Prepare());

        Assert.Equal(("fence", StepPurpose.Verify), (story.Order!.Step.Id, story.Order.Purpose));
        story.RunNext().RunNext().Do(Some.Maya, new IncidentCommand.Abort("wait on", false)).RunNext();

        Assert.Equal(FailoverState.Aborted, story.State);
        Assert.Equal(FenceStatus.Placed, story.Incident.Fence.Status);
    }

    [Fact]
    public void An_undo_that_fails_is_stuck_and_a_retry_repeats_that_undo_and_no_other_step()
    {
        // The drain failed on the way here: it is no broken undo.
        var story = new Scenario().Preparing().RunNext().RunNext(StepOutcome.Failed, true)
            .Do(Some.Maya, new IncidentCommand.Abort("it is back", false)).RunNext().RunNext(StepOutcome.Failed);

        Assert.Equal((FailoverState.Stuck, FailoverState.Aborting), (story.State, story.Failover.StuckFrom));
        Assert.Equal("no-such-step", story.Refused(Some.Maya, new IncidentCommand.Retry("drain")).Code);
        story.Do(Some.Maya, new IncidentCommand.Retry(null));

        Assert.Equal(("fence", StepPurpose.Undo, FailoverState.Aborting), (story.Order!.Step.Id, story.Order.Purpose, story.State));
        Assert.Equal(FailoverState.Aborted, story.RunNext().State);
    }

    [Fact]
    public void An_undo_that_is_given_up_is_not_asked_for_again_and_the_fence_stays_doubtful()
    {
        var story = new Scenario().Armed().Do(Some.Maya, new IncidentCommand.Abort("it is back", false)).RunNext(StepOutcome.Failed)
            .Do(Some.Maya, new IncidentCommand.Skip(null, "undrained by hand"));
        Assert.Equal("fence", story.Order!.Step.Id);
        story.RunNext(StepOutcome.Failed).Do(Some.Maya, new IncidentCommand.Skip("fence", "by hand"));

        Assert.Equal(FailoverState.Aborted, story.State);
        Assert.Equal(FenceStatus.Unknown, story.Incident.Fence.Status);
        story.Do(Some.Maya, new IncidentCommand.Resolve("back"));
        Assert.Equal("still-fenced", story.Refused(Some.Maya, new IncidentCommand.Close("")).Code);
    }

    [Fact]
    public void After_the_press_there_is_no_abort() =>
        Assert.Equal("not-now", new Scenario().Pressed().Refused(Some.Maya, new IncidentCommand.Abort("no!", false)).Code);
}
