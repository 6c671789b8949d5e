using Stateless;
using Xunit;

namespace IncidentBot.Workflow.Tests.StateMachines;

public sealed class GuardTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_guarded_move_can_be_fired_while_its_guard_passes(bool approved)
    {
        var machine = new StateMachine<State, Trigger>(State.Idle);
        machine.Configure(State.Idle).PermitIf(Trigger.Arm, State.Armed, () => approved, "two persons approved");

        Assert.Equal(approved, machine.CanFire(Trigger.Arm));
    }

    [Fact]
    public void Unmet_guards_are_named()
    {
        var machine = new StateMachine<State, Trigger>(State.Idle);
        machine.Configure(State.Idle).PermitIf(Trigger.Arm, State.Armed, () => false, "two persons approved");

        Assert.False(machine.CanFire(Trigger.Arm, out var unmet));
        Assert.Equal(["two persons approved"], unmet);
    }

    [Fact]
    public void Every_guard_of_several_must_pass_and_only_the_unmet_ones_are_named()
    {
        var replicaCaughtUp = false;
        var machine = new StateMachine<State, Trigger>(State.Idle);
        machine.Configure(State.Idle).PermitIf(
            Trigger.Arm,
            State.Armed,
            Tuple.Create<Func<bool>, string>(() => true, "two persons approved"),
            Tuple.Create<Func<bool>, string>(() => replicaCaughtUp, "replica caught up"));

        Assert.False(machine.CanFire(Trigger.Arm, out var unmet));
        Assert.Equal(["replica caught up"], unmet);

        replicaCaughtUp = true;
        Assert.True(machine.CanFire(Trigger.Arm));
    }

    [Fact]
    public void Two_permits_of_one_trigger_are_told_apart_by_their_guards()
    {
        var rehearsal = false;
        var machine = new StateMachine<State, Trigger>(State.Idle);
        machine.Configure(State.Idle)
            .PermitIf(Trigger.Start, State.Draining, () => !rehearsal)
            .PermitIf(Trigger.Start, State.Done, () => rehearsal);

        rehearsal = true;
        machine.Fire(Trigger.Start);

        Assert.Equal(State.Done, machine.State);
    }

    [Fact]
    public void Two_permits_that_both_pass_throw_on_fire_and_not_on_configure()
    {
        var machine = new StateMachine<State, Trigger>(State.Idle);
        machine.Configure(State.Idle)
            .PermitIf(Trigger.Start, State.Draining, () => true)
            .PermitIf(Trigger.Start, State.Done, () => true);

        var thrown = Assert.Throws<InvalidOperationException>(() => machine.Fire(Trigger.Start));

        Assert.Equal(
            "Multiple permitted exit transitions are configured from state 'Idle' for trigger 'Start'. "
            + "Guard clauses must be mutually exclusive.",
            thrown.Message);
        Assert.Equal(State.Idle, machine.State);
    }

    [Fact]
    public void A_reentry_an_ignored_trigger_and_an_internal_transition_obey_their_guards()
    {
        var machine = new StateMachine<State, Trigger>(State.Armed);
        machine.Configure(State.Armed)
            .PermitReentryIf(Trigger.Check, () => false, "reentry")
            .IgnoreIf(Trigger.Arm, () => false, "ignore")
            .InternalTransitionIf(Trigger.Next, _ => false, () => { }, "internal")
            .PermitDynamicIf(Trigger.Start, () => State.Done, () => false, "dynamic");

        foreach (var trigger in new[] { Trigger.Check, Trigger.Arm, Trigger.Next, Trigger.Start })
            Assert.Throws<InvalidOperationException>(() => machine.Fire(trigger));

        Assert.Equal(State.Armed, machine.State);
    }

    [Fact]
    public void A_guarded_reentry_runs_exit_and_entry_when_its_guard_passes()
    {
        var crossing = new Crossing(State.Armed);
        crossing.Configure(State.Armed).PermitReentryIf(Trigger.Check, () => true);

        crossing.Machine.Fire(Trigger.Check);

        Assert.Contains("exit Armed", crossing.Journal);
        Assert.Contains("entry Armed", crossing.Journal);
    }

    [Fact]
    public void A_guarded_internal_transition_runs_when_its_guard_passes()
    {
        var ran = 0;
        var machine = new StateMachine<State, Trigger>(State.Armed);
        machine.Configure(State.Armed).InternalTransitionIf(Trigger.Check, _ => true, () => ran++);

        machine.Fire(Trigger.Check);

        Assert.Equal(1, ran);
    }
}
