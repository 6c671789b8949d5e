using IncidentBot.Workflow.Failover;
using Xunit;

namespace IncidentBot.Workflow.Tests.Invariants;

/// <summary>The invariants over a thousand random sequences of commands, time, readings, people and runner outcomes.</summary>
/// <remarks>Each was seen to fail, by its name, with each guard broken that its comment names, one at a time.</remarks>
public sealed class InvariantTests(RandomRun run) : IClassFixture<RandomRun>
{
    [Fact]
    public void Enough_sequences_get_far_enough_to_prove_something()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{run.ReachedArmed} reached Armed, {run.ReachedRestored} reached Restored, {run.PressedOnGlass} pressed on break-glass, of {run.Played}.");
        Assert.Equal(1000, run.Played);
        Assert.True(run.ReachedArmed >= run.Played / 5, $"Only {run.ReachedArmed} of {run.Played} sequences reached Armed.");
        Assert.True(run.ReachedRestored >= run.Played / 20, $"Only {run.ReachedRestored} of {run.Played} sequences reached Restored.");
        Assert.True(run.PressedOnGlass >= run.Played / 100, $"Only {run.PressedOnGlass} of {run.Played} sequences pressed on a break-glass record.");
        Assert.Empty(Enum.GetValues<FailoverState>().Except(run.States));
    }

    // Broken: a freeze took its own epoch while a proposal was open (Fencing.Order); Deciding.TakeEpoch gave the last one again.
    [Fact]
    public void I1_Every_failover_and_every_undo_takes_a_larger_epoch_and_no_step_is_handed_a_smaller_one() => Holds("I1");

    // Broken: the press overlooked G5 (Pressing.Press); a promotion began without asking for the fence (Promotion.WhyNot).
    [Fact]
    public void I2_Nothing_is_promoted_before_the_old_primary_is_fenced_or_dead_or_both_waived_it() => Holds("I2");

    // Broken: NextStep.ProofOfPromotion asked for no proof.
    [Fact]
    public void I3_Traffic_shifts_only_to_a_promotion_that_a_probe_has_proven() => Holds("I3");

    // Broken: the hold limit was not looked at (Consequences.Clocks); the fence was lifted first (NextStep.Backward); a reused fence was lifted (NextStep.MustUndo and Evolve.OnVerified).
    [Fact]
    public void I4_Writes_are_off_no_longer_than_the_limits_and_the_fence_is_lifted_last_and_only_by_whom_it_belongs() => Holds("I4");

    // Broken: approvals did not expire, or outlived the role (Authority.WhyLost); no executive was asked for when the loss grew (Authority.Require).
    [Fact]
    public void I5_What_runs_is_what_distinct_persons_in_their_roles_approved() => Holds("I5");

    // Broken: approvals outlived their ceilings (Authority.WhyLost); a number below the bound was accepted (Pressing.Bound).
    [Fact]
    public void I6_At_the_press_the_loss_lies_within_every_ceiling_and_the_typed_bound() => Holds("I6");

    // Broken: approvals outlived a change of mode (Authority.WhyLost).
    [Fact]
    public void I7_Corruption_is_never_promoted() => Holds("I7");

    // Broken: a fence that nobody could see counted as holding (FenceGate); old samples counted (ObserverGates.Known).
    [Fact]
    public void I8_Gates_are_stored_with_the_decision_and_none_is_open_that_is_unknown() => Holds("I8");

    // Broken: a second incident could be declared (Opening.Declare); the failover slot was not looked at (Proposing.WhyNot).
    [Fact]
    public void I9_One_open_incident_and_one_failover_a_service() => Holds("I9");

    // Broken: the bot repeated what is not idempotent (Steps.TryAgain); commit steps were asked for while armed (NextStep.For).
    [Fact]
    public void I10_The_press_is_durable_before_the_promotion_and_nothing_is_repeated_that_is_not_idempotent() => Holds("I10");

    // Broken: a halt counted two versions (Evolve.Apply).
    [Fact]
    public void I12_Versions_have_no_gaps() => Holds("I12");

    // Broken: the claim guard was not heard (Telling.Check).
    [Fact]
    public void I13_No_text_claims_that_nothing_was_lost() => Holds("I13");

    // Broken: the bot might do everything (Membership.MayBeTheBots).
    [Fact]
    public void I14_No_alarm_and_no_clock_decides_what_people_decide() => Holds("I14");

    // Broken: an emitted event was not all that changed (Deciding.Emit); times lost their fractions (WorkflowJson.TimeFormat).
    [Fact]
    public void The_stored_log_folds_to_the_state_that_was_decided()
    {
        Holds("Fold");
        Holds("Storage");
    }

    // Broken: proposals were numbered by a static counter (Proposing.Propose).
    [Fact]
    public void The_same_command_on_the_same_state_is_decided_the_same_way() => Holds("Determinism");

    // Broken: the RPO was said again each time (Consequences.Exposure).
    [Fact]
    public void A_second_wake_up_at_the_same_time_changes_nothing() => Holds("Settle");

    // Broken: the armed limit set no bell (Deadlines.All).
    [Fact]
    public void Nothing_changes_by_time_alone_before_the_next_deadline() => Holds("Deadlines");

    private void Holds(string invariant)
    {
        var breach = run.BreachOf(invariant);
        Assert.True(breach is null, breach);
    }
}
