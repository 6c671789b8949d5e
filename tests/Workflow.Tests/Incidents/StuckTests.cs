using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class StuckTests
{
    [Fact]
    public void A_promotion_that_fails_is_stuck_and_a_retry_goes_back_to_committing()
    {
        var story = Stuck();
        Assert.Equal((FailoverState.Stuck, FailoverState.Committing), (story.State, story.Failover.StuckFrom));

        story.Do(Some.Maya, new IncidentCommand.Retry(null));

        Assert.Equal((FailoverState.Committing, "promote", 2), (story.State, story.Order!.Step.Id, story.Order.Attempt));
        Assert.Equal(FailoverState.Restored, story.RunNext().RunNext().RunNext().State);
    }

    [Fact]
    public void The_promotion_cannot_be_skipped_and_a_later_step_can_with_a_reason()
    {
        Assert.Equal("promotion-skip", Stuck().Refused(Some.Maya, new IncidentCommand.Skip(null, "try anyway")).Code);
        var route = new Scenario().Pressed().RunNext().RunNext(StepOutcome.Failed, false);

        route.Do(Some.Maya, new IncidentCommand.Skip("route", "done at the edge"));

        Assert.Equal("serving", route.Order!.Step.Id);
    }

    [Fact]
    public void Traffic_does_not_shift_before_a_probe_has_proven_the_promotion()
    {
        var story = new Scenario().Pressed();
        story.Finish(story.Start(), verified: false, effect: null);

        Assert.Equal(("promote", StepPurpose.Verify), (story.Order!.Step.Id, story.Order.Purpose));
        Assert.Equal("not-ordered", story.Refused(null, new IncidentCommand.StartStep("route", StepPurpose.Run, 1)).Code);
        Assert.Equal("route", story.RunNext().Order!.Step.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public void A_promotion_that_the_probe_does_not_find_is_stuck_and_not_repeated_unasked(bool? present)
    {
        var story = new Scenario().Pressed();
        story.Finish(story.Start(), verified: false, effect: null).RunNext(effect: present);

        Assert.Equal(FailoverState.Stuck, story.State);
        Assert.Null(story.Order);
    }

    [Fact]
    public void Taking_over_needs_evidence_for_each_open_step_and_for_no_other()
    {
        var story = Stuck();
        Assert.Equal(2, story.Refused(Some.Maya, new IncidentCommand.TakeOver(new Dictionary<string, string> { ["promote"] = " " })).Reasons.Count);
        Assert.Single(story.Refused(Some.Maya, TakeOver("promote", "route", "fence")).Reasons);
        Assert.Equal("role-needed", story.Refused(Some.Dario, TakeOver("promote", "route")).Code);

        story.Do(Some.Maya, TakeOver("promote", "route"));

        Assert.Equal(FailoverState.Verifying, story.State);
        Assert.Equal("seen in the console", story.Failover.Step("route")!.Evidence);
        Assert.Equal(FailoverState.Restored, story.RunNext().State);
    }

    [Fact]
    public void Taking_over_is_not_for_a_stuck_undo()
    {
        var story = new Scenario().Armed().Do(Some.Maya, new IncidentCommand.Abort("back", false)).RunNext(StepOutcome.Failed);

        Assert.Equal("not-now", story.Refused(Some.Maya, TakeOver()).Code);
        Assert.Equal("not-now", story.Refused(Some.Maya, new IncidentCommand.StandDown("no effect")).Code);
    }

    [Fact]
    public void Two_persons_stand_down_and_only_if_the_probe_proves_that_the_promotion_had_no_effect()
    {
        var story = Stuck().Do(Some.Maya, new IncidentCommand.StandDown("it was refused"));
        Assert.Null(story.Order);
        Assert.Equal("second-person", story.Refused(Some.Maya, new IncidentCommand.StandDown("again")).Code);
        story.Do(Some.Dario, new IncidentCommand.StandDown("agreed"));
        Assert.Equal(("promote", StepPurpose.Verify), (story.Order!.Step.Id, story.Order.Purpose));
        Assert.Equal("probing", story.Refused(Some.Maya, new IncidentCommand.StandDown("again")).Code);
        story.RunNext(effect: false);

        Assert.Equal((FailoverState.Aborting, "drain", StepPurpose.Undo), (story.State, story.Order!.Step.Id, story.Order.Purpose));
        Assert.False(story.Failover.PastPointOfNoReturn);
        Assert.Null(story.Failover.CommittedLoss);
        Assert.Equal(FailoverState.Aborted, story.RunNext().RunNext().State);
        Assert.Null(story.Situation.Service.FailoverOf);
    }

    [Theory]
    [InlineData(StepOutcome.Succeeded, true)]
    [InlineData(StepOutcome.Succeeded, null)]
    [InlineData(StepOutcome.Unknown, null)]
    [InlineData(StepOutcome.Failed, false)]
    public void A_probe_that_finds_an_effect_or_cannot_tell_does_not_let_it_stand_down(StepOutcome outcome, bool? effect)
    {
        var story = Stuck().Do(Some.Maya, new IncidentCommand.StandDown("a")).Do(Some.Dario, new IncidentCommand.StandDown("b")).RunNext(outcome, effect);

        Assert.Equal(FailoverState.Stuck, story.State);
        Assert.NotEmpty(story.Only<IncidentEvent.StandDownRefused>().Reason);
        Assert.Null(story.Failover.StandDownBy);
    }

    [Theory]
    [InlineData(StepOutcome.TimedOut, null)]
    [InlineData(StepOutcome.Unknown, null)]
    [InlineData(StepOutcome.Failed, true)]
    public void Nobody_stands_down_while_the_promotion_may_still_take_effect(StepOutcome outcome, bool? effect)
    {
        var story = new Scenario().Pressed().RunNext(outcome, effect);

        var refusal = story.Refused(Some.Maya, new IncidentCommand.StandDown("nothing is there"));

        Assert.Equal("promotion-in-doubt", refusal.Code);
        Assert.Contains(refusal.Remedies, r => r.Contains("`takeover`", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_stands_down_once_the_promotion_is_done_or_without_a_role()
    {
        var route = new Scenario().Pressed().RunNext().RunNext(StepOutcome.Failed, false);
        Assert.Equal("promoted", route.Refused(Some.Maya, new IncidentCommand.StandDown("back")).Code);
        var verifying = new Scenario().Pressed().RunNext().RunNext().RunNext(StepOutcome.Failed, false);
        Assert.Equal("not-now", verifying.Refused(Some.Maya, new IncidentCommand.StandDown("back")).Code);
        Assert.Equal("role-needed", Stuck().Refused(Some.Ravi, new IncidentCommand.StandDown("back")).Code);
    }

    [Fact]
    public void A_takeover_ends_a_stand_down_that_was_asked_for()
    {
        var story = Stuck().Do(Some.Maya, new IncidentCommand.StandDown("a")).Do(Some.Dario, new IncidentCommand.StandDown("b"))
            .Do(Some.Maya, TakeOver("promote", "route")).RunNext(StepOutcome.Failed, false);

        Assert.Equal((FailoverState.Stuck, FailoverState.Verifying), (story.State, story.Failover.StuckFrom));
        Assert.False(story.Failover.StandDownConfirmed);
        Assert.Null(story.Order);
    }

    [Fact]
    public void A_promotion_that_has_not_begun_is_held_back_when_the_fence_is_seen_to_leak()
    {
        var story = new Scenario().Pressed().AfterSeconds(1).Says("fenced", 0);
        Assert.Equal("promotion-unsafe", story.Refused(null, new IncidentCommand.StartStep("promote", StepPurpose.Run, 1)).Code);
        Assert.Equal((FailoverState.Stuck, StepStatus.Pending), (story.State, story.Failover.Step("promote")!.Status));
        Assert.Equal("promotion-unsafe", story.Refused(Some.Maya, new IncidentCommand.Retry("promote")).Code);

        var proven = story.Situation;
        story.AfterSeconds(1).Says("fenced", 1).Do(Some.Maya, new IncidentCommand.Retry("promote"));
        Assert.Equal(FailoverState.Restored, story.RunNext().RunNext().RunNext().State);

        story.Situation = proven;
        var splitBrain = new IncidentCommand.Waive(GateId.G5, "split-brain is accepted");
        story.Do(Some.Maya, splitBrain).Do(Some.Dario, splitBrain).Do(Some.Maya, new IncidentCommand.Retry("promote"));
        Assert.Equal("route", story.RunNext().Order!.Step.Id);
    }

    [Fact]
    public void Another_attempt_at_the_promotion_needs_the_fence_proven_not_only_unknown()
    {
        var story = Stuck().AfterSeconds(31);

        Assert.Contains("G5 is unknown", story.Refused(Some.Maya, new IncidentCommand.Retry(null)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Corruption_that_is_found_between_press_and_promotion_stops_it()
    {
        var story = new Scenario().Pressed().Classified(FailureMode.DataCorruption);

        Assert.Contains("corruption", story.Refused(null, new IncidentCommand.StartStep("promote", StepPurpose.Run, 1)).ToString(), StringComparison.Ordinal);
        Assert.Equal(FailoverState.Stuck, story.State);
    }

    private static Scenario Stuck() => new Scenario().Pressed().RunNext(StepOutcome.Failed, false);

    private static IncidentCommand.TakeOver TakeOver(params string[] steps) => new(steps.ToDictionary(s => s, _ => "seen in the console"));
}
