using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class FreezeTests
{
    [Fact]
    public void It_runs_with_no_proposal_and_stops_the_exposure()
    {
        var story = new Scenario().Opened().Down().Do(Some.Maya, new IncidentCommand.Freeze("stop the loss"));
        Assert.Equal(("fence", StepPurpose.Freeze), (story.Order!.Step.Id, story.Order.Purpose));
        story.RunNext().AfterSeconds(50);

        Assert.Equal(story.Now - TimeSpan.FromSeconds(50), story.Incident.FencedAt);
        Assert.Equal(TimeSpan.FromSeconds(2), Outlook.ExposureAt(story.Incident, story.Now)!.Span);
        Assert.Equal("fenced-already", story.Refused(Some.Maya, new IncidentCommand.Freeze("again")).Code);
    }

    [Fact]
    public void Preparing_reuses_it_if_its_probe_still_proves_it_and_an_abort_leaves_it()
    {
        var story = new Scenario().Opened().Down().Do(Some.Maya, new IncidentCommand.Freeze("stop the loss")).RunNext()
            .Classified().Do(Some.Ravi, new IncidentCommand.Propose(null)).ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).Do(Some.Maya, new IncidentCommand.Prepare());

        Assert.Equal(("fence", StepPurpose.Verify), (story.Order!.Step.Id, story.Order.Purpose));
        story.RunNext().RunNext();
        Assert.Equal(FailoverState.Armed, story.State);
        story.Do(Some.Maya, new IncidentCommand.Abort("it is back", false)).RunNext();

        Assert.Equal(FailoverState.Aborted, story.State);
        Assert.Equal(FenceStatus.Placed, story.Incident.Fence.Status);
    }

    [Fact]
    public void Its_probe_is_asked_for_the_epoch_that_it_was_placed_under_while_preparing_and_when_it_is_verified_again()
    {
        var story = new Scenario().Opened().Down().Do(Some.Maya, new IncidentCommand.Freeze("stop the loss")).RunNext()
            .Classified().Do(Some.Ravi, new IncidentCommand.Propose(null)).ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).Do(Some.Maya, new IncidentCommand.Prepare());
        var placed = story.Incident.Fence.Epoch;

        Assert.True(placed < story.Failover.Epoch);
        Assert.Equal((StepPurpose.Verify, placed), (story.Order!.Purpose, story.Order.Epoch));
        story.RunNext();
        Assert.Equal((StepPurpose.Run, story.Failover.Epoch), (story.Order!.Purpose, story.Order.Epoch));

        story.RunNext().AfterSeconds(1).Do(Some.Dario, new IncidentCommand.Revoke("not yet")).ApprovedBy(Some.Dario);
        Assert.Equal(("fence", StepPurpose.Verify, placed), (story.Order!.Step.Id, story.Order.Purpose, story.Order.Epoch));
    }

    [Fact]
    public void Preparing_places_it_anew_if_the_probe_finds_it_gone()
    {
        var story = new Scenario().Opened().Down().Do(Some.Maya, new IncidentCommand.Freeze("stop the loss")).RunNext()
            .Classified().Do(Some.Ravi, new IncidentCommand.Propose(null)).ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).Do(Some.Maya, new IncidentCommand.Prepare())
            .RunNext(effect: false);

        Assert.Equal(("fence", StepPurpose.Run), (story.Order!.Step.Id, story.Order.Purpose));
    }

    [Fact]
    public void With_a_proposal_open_it_runs_under_that_ones_epoch_so_that_its_steps_are_not_shut_out()
    {
        var story = new Scenario().Approved().Do(Some.Maya, new IncidentCommand.Freeze("stop the loss"));

        Assert.Equal(story.Failover.Epoch, story.Order!.Epoch);
        story.RunNext();
        Assert.Equal("failover-open", story.Refused(Some.Maya, new IncidentCommand.Unfreeze("the link is back")).Code);
    }

    [Fact]
    public void Lifting_it_takes_a_larger_epoch()
    {
        var story = new Scenario().Opened().Down().Do(Some.Maya, new IncidentCommand.Freeze("stop the loss")).RunNext();
        var placed = story.Incident.Fence.Epoch;
        story.Do(Some.Maya, new IncidentCommand.Unfreeze("the link is back"));

        Assert.True(story.Order!.Epoch > placed);
        Assert.Equal(StepPurpose.Unfreeze, story.Order.Purpose);
        Assert.Equal(FenceStatus.None, story.RunNext().Incident.Fence.Status);
        Assert.Equal("not-fenced", story.Refused(Some.Maya, new IncidentCommand.Unfreeze("again")).Code);
    }

    [Fact]
    public void A_run_that_has_begun_ends_before_the_opposite_is_ordered()
    {
        var story = new Scenario().Opened().Down().Do(Some.Maya, new IncidentCommand.Freeze("stop the loss"));
        var freeze = story.Start();
        Assert.Equal("fence-moves", story.Refused(Some.Maya, new IncidentCommand.Unfreeze("no")).Code);
        story.Finish(freeze).Do(Some.Maya, new IncidentCommand.Unfreeze("no"));
        story.Start();

        Assert.Equal("fence-moves", story.Refused(Some.Maya, new IncidentCommand.Freeze("yes")).Code);
    }

    [Fact]
    public void A_late_report_of_an_earlier_freeze_is_not_taken_for_a_new_ones()
    {
        var story = new Scenario().Opened().Down().Do(Some.Maya, new IncidentCommand.Freeze("one"));
        var first = story.Start();
        story.Finish(first).Do(Some.Maya, new IncidentCommand.Unfreeze("no")).RunNext().Do(Some.Maya, new IncidentCommand.Freeze("two"));
        story.Start();

        Assert.Equal("not-awaited", story.Refused(null, new IncidentCommand.FinishStep("fence", StepPurpose.Freeze, first.Attempt, StepOutcome.Succeeded, "late", true, true)).Code);
    }

    [Fact]
    public void A_freeze_that_nothing_has_proven_does_not_stop_the_exposure_until_the_probe_says_so()
    {
        var story = new Scenario().Opened().Down().Do(Some.Maya, new IncidentCommand.Freeze("stop the loss"));
        story.Finish(story.Start(), verified: false, effect: null).AfterSeconds(10);
        Assert.Equal(TimeSpan.FromSeconds(12), Outlook.ExposureAt(story.Incident, story.Now)!.Span);

        story.Says("fenced", 1).AfterSeconds(10);

        Assert.Equal(TimeSpan.FromSeconds(12), Outlook.ExposureAt(story.Incident, story.Now)!.Span);
    }

    [Fact]
    public void It_is_for_the_commander_the_deputy_and_the_data_owner_and_not_past_the_press()
    {
        var story = new Scenario().Opened().Down();
        Assert.Equal("role-needed", story.Refused(Some.Ravi, new IncidentCommand.Freeze("stop")).Code);
        Assert.Equal("person-needed", story.Refused(null, new IncidentCommand.Freeze("stop")).Code);

        Assert.Equal("past-ponr", new Scenario().Pressed().Refused(Some.Maya, new IncidentCommand.Freeze("stop")).Code);
        Assert.Equal("past-ponr", new Scenario().Restored().Refused(Some.Maya, new IncidentCommand.Unfreeze("stop")).Code);
        Assert.Equal("failover-runs", new Scenario().Preparing().Refused(Some.Maya, new IncidentCommand.Freeze("stop")).Code);
        Assert.Equal("no-fence", new Scenario { Plan = Some.Plan() with { Steps = [.. Some.Plan().Steps.Skip(1)] } }.Opened().Refused(Some.Maya, new IncidentCommand.Freeze("stop")).Code);
    }

    [Fact]
    public void A_fence_that_is_placed_and_lifted_by_hand_is_attested_by_people()
    {
        var plan = Some.Plan();
        var byHand = plan.Steps[0] with { Action = new StepAction.Manual("Close the security group."), Undo = new StepAction.Manual("Open it.") };
        var story = new Scenario { Plan = plan with { Steps = [byHand, .. plan.Steps.Skip(1)] } }.Opened().Down().Do(Some.Maya, new IncidentCommand.Freeze("stop the loss"));
        story.Start();

        Assert.Equal("no-evidence", story.Refused(Some.Ravi, new IncidentCommand.AttestStep("fence", " ")).Code);
        story.Do(Some.Ravi, new IncidentCommand.AttestStep("fence", "sg-1 has no rule")).Do(Some.Maya, new IncidentCommand.Unfreeze("back"));
        Assert.Equal(FenceStatus.Lifting, story.Incident.Fence.Status);
        story.Start();
        story.Wakes(61);

        Assert.Equal(FenceStatus.Unknown, story.Incident.Fence.Status);
        Assert.Equal(StepOutcome.TimedOut, story.Only<IncidentEvent.StepFailed>().Outcome);
    }

    [Fact]
    public void Unknown_people_cannot_freeze() =>
        Assert.Equal("guest", new Scenario().Opened().Refused(new Person("x", "X", [Role.Commander], false, true), new IncidentCommand.Freeze("stop")).Code);
}
