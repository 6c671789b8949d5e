using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Failover;

/// <summary>What an order performs, and when only a person's word ends it.</summary>
public sealed class StepOrderTests
{
    private static readonly StepAction ByHand = new StepAction.Manual("Do it.");
    private static readonly PlanStep Bots = Some.Plan().Steps[0];

    [Theory]
    [InlineData(StepPurpose.Run)]
    [InlineData(StepPurpose.Freeze)]
    [InlineData(StepPurpose.Undo)]
    [InlineData(StepPurpose.Unfreeze)]
    [InlineData(StepPurpose.Verify)]
    public void What_the_bot_acts_and_proves_awaits_nobody(StepPurpose purpose) => Assert.False(Order(Bots, purpose).AwaitsPerson);

    [Fact]
    public void An_action_by_hand_awaits_its_person_and_its_probe_does_not()
    {
        var step = Bots with { Action = ByHand };

        Assert.True(Order(step, StepPurpose.Run).AwaitsPerson);
        Assert.True(Order(step, StepPurpose.Freeze).AwaitsPerson);
        Assert.False(Order(step, StepPurpose.Undo).AwaitsPerson);
        Assert.False(Order(step, StepPurpose.Verify).AwaitsPerson);
        Assert.True(Order(Bots with { Undo = ByHand }, StepPurpose.Undo).AwaitsPerson);
        Assert.True(Order(Bots with { Undo = ByHand }, StepPurpose.Unfreeze).AwaitsPerson);
    }

    [Fact]
    public void A_proof_by_hand_awaits_its_person_once_the_bot_has_acted_and_is_no_order_to_look()
    {
        var step = Bots with { Verify = ByHand };

        Assert.True(Order(step, StepPurpose.Run).AwaitsPerson);
        Assert.True(Order(step, StepPurpose.Undo).AwaitsPerson);
        Assert.False(Order(step, StepPurpose.Verify).AwaitsPerson);
    }

    [Fact]
    public void Each_purpose_performs_its_own_action()
    {
        Assert.Same(Bots.Action, Order(Bots, StepPurpose.Run).Action);
        Assert.Same(Bots.Action, Order(Bots, StepPurpose.Freeze).Action);
        Assert.Same(Bots.Undo, Order(Bots, StepPurpose.Undo).Action);
        Assert.Same(Bots.Undo, Order(Bots, StepPurpose.Unfreeze).Action);
        Assert.Same(Bots.Verify, Order(Bots, StepPurpose.Verify).Action);
        Assert.Contains("'99'", Assert.Throws<InvalidOperationException>(() => Order(Bots, (StepPurpose)99).Action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_table_does_not_have_is_refused_in_a_sentence_that_names_the_state() => Assert.Equal(
        ["`press` is not possible while the failover is proposed."],
        FailoverMachine.WhyNot(new FailoverRecord { State = FailoverState.Proposed }, FailoverTrigger.Press));

    [Fact]
    public void What_a_stuck_failover_may_not_do_is_refused_with_the_reason_of_the_table_alone() => Assert.Equal(
        ["Taking over is for steps after the point of no return."],
        FailoverMachine.WhyNot(new FailoverRecord { State = FailoverState.Stuck, StuckFrom = FailoverState.Aborting }, FailoverTrigger.TakeOver));

    [Fact]
    public void A_fence_that_was_never_placed_is_nobodys()
    {
        Assert.Equal((FenceStatus.None, 0L, false, 0), (FenceRecord.None.Status, FenceRecord.None.Epoch, FenceRecord.None.ByFailover, FenceRecord.None.Attempt));
        Assert.Null(FenceRecord.None.StartedAt);
        Assert.Null(FenceRecord.None.VerifiedAt);
    }

    private static StepOrder Order(PlanStep step, StepPurpose purpose) => new(step, purpose, 1, 1, false);
}
