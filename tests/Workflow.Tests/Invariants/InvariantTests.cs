using IncidentBot.Workflow.Failover;
using Xunit;

namespace IncidentBot.Workflow.Tests.Invariants;

/// <summary>The invariants over a thousand random sequences of commands, time, readings, people and runner outcomes.</summary>
/// <remarks>Each was seen to fail, by its name, with the guard broken that its comment names.</remarks>
public sealed class InvariantTests(RandomRun run) : IClassFixture<RandomRun>
{
    [Fact]
    public void Enough_sequences_get_far_enough_to_prove_something()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{run.ReachedArmed} reached Armed, {run.ReachedRestored} reached Restored, of {run.Played}.");
        Assert.Equal(1000, run.Played);
        Assert.True(run.ReachedArmed >= run.Played / 5, $"Only {run.ReachedArmed} of {run.Played} sequences reached Armed.");
        Assert.True(run.ReachedRestored >= run.Played / 20, $"Only {run.ReachedRestored} of {run.Played} sequences reached Restored.");
        Assert.Empty(Enum.GetValues<FailoverState>().Except(run.States));
    }

    [Fact]
    public void I1_Every_failover_and_every_undo_takes_a_larger_epoch_and_no_step_is_handed_a_smaller_one() => Holds("I1");

    [Fact]
    public void I2_Nothing_is_promoted_before_the_old_primary_is_fenced_or_dead_or_both_waived_it() => Holds("I2");

    [Fact]
    public void I3_Traffic_shifts_only_to_a_promotion_that_a_probe_has_proven() => Holds("I3");

    [Fact]
    public void I4_Writes_are_off_no_longer_than_the_limits_and_the_fence_is_lifted_last_and_only_by_whom_it_belongs() => Holds("I4");

    [Fact]
    public void I5_What_runs_is_what_distinct_persons_in_their_roles_approved() => Holds("I5");

    [Fact]
    public void I6_At_the_press_the_loss_lies_within_every_ceiling_and_the_typed_bound() => Holds("I6");

    [Fact]
    public void I7_Corruption_is_never_promoted() => Holds("I7");

    [Fact]
    public void I8_Gates_are_stored_with_the_decision_and_none_is_open_that_is_unknown() => Holds("I8");

    [Fact]
    public void I9_One_open_incident_and_one_failover_a_service() => Holds("I9");

    [Fact]
    public void I10_The_press_is_durable_before_the_promotion_and_nothing_is_repeated_that_is_not_idempotent() => Holds("I10");

    [Fact]
    public void I12_Versions_have_no_gaps() => Holds("I12");

    [Fact]
    public void I13_No_text_claims_that_nothing_was_lost() => Holds("I13");

    [Fact]
    public void I14_No_alarm_and_no_clock_decides_what_people_decide() => Holds("I14");

    [Fact]
    public void The_stored_log_folds_to_the_state_that_was_decided()
    {
        Holds("Fold");
        Holds("Storage");
    }

    [Fact]
    public void The_same_command_on_the_same_state_is_decided_the_same_way() => Holds("Determinism");

    [Fact]
    public void A_second_wake_up_at_the_same_time_changes_nothing() => Holds("Settle");

    [Fact]
    public void Nothing_changes_by_time_alone_before_the_next_deadline() => Holds("Deadlines");

    private void Holds(string invariant)
    {
        var breach = run.BreachOf(invariant);
        Assert.True(breach is null, breach);
    }
}
