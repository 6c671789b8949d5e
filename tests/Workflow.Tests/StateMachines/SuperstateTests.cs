using Stateless;
using Xunit;

namespace IncidentBot.Workflow.Tests.StateMachines;

public sealed class SuperstateTests
{
    [Fact]
    public void A_trigger_the_state_does_not_handle_is_handled_by_its_superstate()
    {
        var machine = Inside(State.Draining);
        machine.Configure(State.Running).Permit(Trigger.Abort, State.Done);

        Assert.True(machine.CanFire(Trigger.Abort));
        machine.Fire(Trigger.Abort);

        Assert.Equal(State.Done, machine.State);
    }

    [Fact]
    public void A_superstates_move_to_the_current_state_is_dropped_silently()
    {
        var crossing = new Crossing(State.Draining);
        crossing.Configure(State.Running).Permit(Trigger.Start, State.Draining);
        crossing.Configure(State.Draining).SubstateOf(State.Running);

        crossing.Machine.Fire(Trigger.Start);

        Assert.Empty(crossing.Journal);
        Assert.Equal(State.Draining, crossing.Machine.State);
    }

    [Fact]
    public void An_internal_transition_of_the_superstate_has_the_current_substate_as_its_source()
    {
        var crossing = new Crossing(State.Draining);
        var sources = new List<State>();
        crossing.Configure(State.Running).InternalTransition(Trigger.Check, t => sources.Add(t.Source));
        crossing.Configure(State.Draining).SubstateOf(State.Running);

        crossing.Machine.Fire(Trigger.Check);

        Assert.Equal([State.Draining], sources);
        Assert.DoesNotContain(crossing.Journal, line => line.StartsWith("write", StringComparison.Ordinal));
    }

    [Fact]
    public void A_machine_is_in_its_state_and_in_the_superstates_of_it_only()
    {
        var machine = Inside(State.Draining);

        Assert.True(machine.IsInState(State.Draining));
        Assert.True(machine.IsInState(State.Running));
        Assert.False(machine.IsInState(State.Cutting));
        Assert.False(machine.IsInState(State.Idle));
    }

    [Fact]
    public void A_machine_in_a_superstate_is_not_in_its_substates()
    {
        Assert.False(Inside(State.Running).IsInState(State.Draining));
    }

    [Fact]
    public void A_state_cannot_be_its_own_superstate()
    {
        var running = Inside(State.Running).Configure(State.Running);

        Assert.Throws<ArgumentException>(() => running.SubstateOf(State.Running));
    }

    [Fact]
    public void Superstates_cannot_form_a_cycle()
    {
        var machine = Inside(State.Draining);
        machine.Configure(State.Cutting).SubstateOf(State.Draining);

        Assert.Throws<ArgumentException>(() => machine.Configure(State.Running).SubstateOf(State.Cutting));
    }

    [Fact]
    public void Entering_a_state_with_an_initial_transition_ends_in_its_target()
    {
        var entered = new List<State>();
        var machine = Inside(State.Armed);
        machine.Configure(State.Armed).Permit(Trigger.Start, State.Running);
        machine.Configure(State.Running).InitialTransition(State.Draining).OnEntry(() => entered.Add(State.Running));
        machine.Configure(State.Draining).OnEntry(() => entered.Add(State.Draining));

        machine.Fire(Trigger.Start);

        Assert.Equal(State.Draining, machine.State);
        Assert.Equal([State.Running, State.Draining], entered);
    }

    [Fact]
    public void An_initial_transition_out_of_the_state_throws_on_entry_and_not_before()
    {
        var machine = Inside(State.Armed);
        machine.Configure(State.Armed).Permit(Trigger.Start, State.Running);
        machine.Configure(State.Running).InitialTransition(State.Done);

        Assert.Throws<InvalidOperationException>(() => machine.Fire(Trigger.Start));
        Assert.NotEqual(State.Armed, machine.State);
    }

    [Fact]
    public void A_state_has_only_one_initial_transition()
    {
        var running = Inside(State.Armed).Configure(State.Running).InitialTransition(State.Draining);

        Assert.Throws<InvalidOperationException>(() => running.InitialTransition(State.Cutting));
    }

    private static StateMachine<State, Trigger> Inside(State initial)
    {
        var machine = new StateMachine<State, Trigger>(initial);
        machine.Configure(State.Draining).SubstateOf(State.Running);
        return machine;
    }
}
