using Stateless;
using Xunit;

namespace IncidentBot.Workflow.Tests.StateMachines;

public sealed class UnhandledTriggerTests
{
    [Fact]
    public void A_trigger_unknown_in_the_state_throws()
    {
        var machine = new StateMachine<State, Trigger>(State.Idle);

        var thrown = Assert.Throws<InvalidOperationException>(() => machine.Fire(Trigger.Abort));

        Assert.Equal(
            "No valid leaving transitions are permitted from state 'Idle' for trigger 'Abort'. "
            + "Consider ignoring the trigger.",
            thrown.Message);
        Assert.False(machine.CanFire(Trigger.Abort));
    }

    [Fact]
    public void An_unmet_guard_throws_and_is_named()
    {
        var machine = Guarded();

        var thrown = Assert.Throws<InvalidOperationException>(() => machine.Fire(Trigger.Arm));

        Assert.Equal(
            "Trigger 'Arm' is valid for transition from state 'Idle' but a guard conditions are not met. "
            + "Guard descriptions: 'two persons approved'.",
            thrown.Message);
        Assert.Equal(State.Idle, machine.State);
    }

    [Fact]
    public void A_callback_for_unhandled_triggers_takes_the_place_of_the_exception()
    {
        var seen = new List<(State, Trigger)>();
        var machine = new StateMachine<State, Trigger>(State.Idle);
        machine.OnUnhandledTrigger((state, trigger) => seen.Add((state, trigger)));

        machine.Fire(Trigger.Abort);

        Assert.Equal([(State.Idle, Trigger.Abort)], seen);
    }

    [Fact]
    public void A_callback_for_unhandled_triggers_is_told_the_unmet_guards()
    {
        var seen = new List<string>();
        var machine = Guarded();
        machine.OnUnhandledTrigger((_, _, unmet) => seen.AddRange(unmet));

        machine.Fire(Trigger.Arm);

        Assert.Equal(["two persons approved"], seen);
    }

    [Fact]
    public void A_state_that_nothing_is_configured_for_handles_nothing()
    {
        var machine = new StateMachine<State, Trigger>(() => State.Done, _ => { });
        machine.Configure(State.Idle).Permit(Trigger.Arm, State.Armed);

        Assert.False(machine.CanFire(Trigger.Arm));
    }

    private static StateMachine<State, Trigger> Guarded()
    {
        var machine = new StateMachine<State, Trigger>(State.Idle);
        machine.Configure(State.Idle).PermitIf(Trigger.Arm, State.Armed, () => false, "two persons approved");
        return machine;
    }
}
