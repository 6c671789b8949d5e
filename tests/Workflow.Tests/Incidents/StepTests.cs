using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class StepTests
{
    [Fact]
    public void The_bot_repeats_only_an_idempotent_step_and_only_as_often_as_the_plan_says()
    {
        var story = new Scenario().Preparing().RunNext(StepOutcome.Failed, false);
        Assert.Equal((FailoverState.Preparing, 2), (story.State, story.Order!.Attempt));
        story.RunNext(StepOutcome.TimedOut, null);

        Assert.Equal(FailoverState.Halted, story.State);
        Assert.Equal("fence", story.Only<IncidentEvent.Halted>().Step);
        Assert.Null(story.Order);
    }

    [Fact]
    public void A_step_that_is_not_idempotent_halts_at_its_first_failure_and_a_person_orders_the_next_attempt()
    {
        var story = new Scenario().Preparing().RunNext().RunNext(StepOutcome.Failed, false);
        Assert.Equal(FailoverState.Halted, story.State);

        story.Do(Some.Maya, new IncidentCommand.Retry("drain"));

        Assert.Equal((FailoverState.Preparing, "drain", 2), (story.State, story.Order!.Step.Id, story.Order.Attempt));
    }

    [Theory]
    [InlineData(StepOutcome.Failed, StepStatus.Failed)]
    [InlineData(StepOutcome.TimedOut, StepStatus.Unknown)]
    [InlineData(StepOutcome.Unknown, StepStatus.Unknown)]
    public void Failure_time_out_and_unknown_outcome_halt_it_and_the_effect_may_be_there(StepOutcome outcome, StepStatus status)
    {
        var story = new Scenario().Preparing().RunNext().RunNext(outcome, null);

        Assert.Equal((FailoverState.Halted, status), (story.State, story.Failover.Step("drain")!.Status));
        Assert.True(story.Failover.Step("drain")!.EffectPossible);
    }

    [Fact]
    public void A_success_whose_probe_finds_no_effect_is_a_failure()
    {
        var story = new Scenario().Preparing().RunNext().RunNext(StepOutcome.Succeeded, false);

        Assert.Equal((FailoverState.Halted, StepStatus.Failed), (story.State, story.Failover.Step("drain")!.Status));
    }

    [Fact]
    public void A_start_is_accepted_only_for_the_run_that_the_log_asks_for_and_only_once()
    {
        var story = new Scenario().Preparing();

        Assert.Equal("not-ordered", story.Refused(null, new IncidentCommand.StartStep("drain", StepPurpose.Run, 1)).Code);
        Assert.Equal("not-ordered", story.Refused(null, new IncidentCommand.StartStep("fence", StepPurpose.Undo, 1)).Code);
        Assert.Equal("not-ordered", story.Refused(null, new IncidentCommand.StartStep("fence", StepPurpose.Run, 2)).Code);
        story.Start();
        Assert.True(story.Order!.Resolve);
        Assert.Equal("not-ordered", story.Refused(null, new IncidentCommand.StartStep("fence", StepPurpose.Run, 1)).Code);
    }

    [Fact]
    public void An_end_is_accepted_once_for_the_attempt_that_began()
    {
        var story = new Scenario().Preparing();
        Assert.Equal("not-awaited", story.Refused(null, Finish("fence", 1)).Code);
        var fence = story.Start();
        Assert.Equal("not-awaited", story.Refused(null, Finish("fence", 2)).Code);
        story.Finish(fence);

        Assert.Equal("not-awaited", story.Refused(null, Finish("fence", 1)).Code);
    }

    [Fact]
    public void People_report_neither_runs_nor_readings()
    {
        var story = new Scenario().Preparing();

        Assert.Equal("bot-only", story.Refused(Some.Maya, new IncidentCommand.StartStep("fence", StepPurpose.Run, 1)).Code);
        Assert.Equal("bot-only", story.Refused(Some.Maya, Finish("fence", 1)).Code);
        Assert.Equal("bot-only", story.Refused(Some.Maya, new IncidentCommand.RecordReadings([], null)).Code);
    }

    [Fact]
    public void Skipping_needs_a_reason_and_a_step_that_broke()
    {
        var story = new Scenario().Preparing().RunNext().RunNext(StepOutcome.Failed, false);

        Assert.Equal("no-reason", story.Refused(Some.Maya, new IncidentCommand.Skip("drain", " ")).Code);
        Assert.Equal("no-such-step", story.Refused(Some.Maya, new IncidentCommand.Skip("fence", "why not")).Code);
        Assert.Equal(FailoverState.Armed, story.Do(Some.Maya, new IncidentCommand.Skip("drain", "nobody is connected")).State);
    }

    [Fact]
    public void The_fence_is_passed_only_if_the_primary_is_proven_dead_or_two_persons_waive_it()
    {
        var dead = FenceFailed();
        Assert.Equal("fence-skip", dead.Refused(Some.Maya, new IncidentCommand.Skip(null, "it is dead anyway")).Code);
        dead.AfterSeconds(1).Says("primary-dead", 1).Do(Some.Maya, new IncidentCommand.Skip(null, "it is dead"));
        Assert.Equal("drain", dead.Order!.Step.Id);

        var waived = FenceFailed().Do(Some.Maya, SplitBrain);
        Assert.Equal("fence-skip", waived.Refused(Some.Maya, new IncidentCommand.Skip(null, "we accept it")).Code);
        waived.Do(Some.Dario, SplitBrain).Do(Some.Maya, new IncidentCommand.Skip(null, "we accept it"));
        Assert.Equal("drain", waived.Order!.Step.Id);
    }

    [Fact]
    public void A_manual_step_waits_for_evidence_and_times_out_without()
    {
        var plan = Some.Plan();
        var story = new Scenario { Plan = plan with { Steps = [plan.Steps[0], plan.Steps[1] with { Action = new StepAction.Manual("Drain it."), Verify = null }, .. plan.Steps.Skip(2)] } }
            .Preparing().RunNext();
        Assert.Equal("not-manual", story.Refused(Some.Ravi, new IncidentCommand.AttestStep("drain", "done")).Code);
        story.Start();

        var attested = story.Situation;
        Assert.Equal(FailoverState.Armed, story.Do(Some.Ravi, new IncidentCommand.AttestStep("drain", "no connection left")).State);
        story.Situation = attested;
        Assert.Equal(FailoverState.Halted, story.Wakes(60).State);
    }

    private static IncidentCommand.Waive SplitBrain { get; } = new(GateId.G5, "we accept split-brain: every minute costs more");

    private static Scenario FenceFailed() => new Scenario().Preparing().RunNext(StepOutcome.Failed, false).RunNext(StepOutcome.Failed, false);

    private static IncidentCommand.FinishStep Finish(string step, int attempt) =>
        new(step, StepPurpose.Run, attempt, StepOutcome.Succeeded, "200 OK", true, true);
}
