using Stateless;
using Stateless.Reflection;
using Xunit;

namespace IncidentBot.Workflow.Tests.StateMachines;

public sealed class ReadModelTests
{
    private readonly StateMachine<State, Trigger> _machine = new(State.Idle);

    public ReadModelTests()
    {
        _machine.Configure(State.Idle)
            .PermitIf(Trigger.Arm, State.Armed, () => true, "two persons approved")
            .InternalTransition(Trigger.Check, () => { })
            .Ignore(Trigger.Abort);
        _machine.Configure(State.Armed).PermitDynamic(Trigger.Start, () => State.Draining)
            .OnEntry(() => { })
            .OnExit(() => { });
        _machine.Configure(State.Running);
        _machine.Configure(State.Draining).SubstateOf(State.Running);
    }

    [Fact]
    public void It_knows_the_initial_state_and_the_types()
    {
        var info = _machine.GetInfo();

        Assert.Equal(State.Idle, info.InitialState.UnderlyingState);
        Assert.Equal((typeof(State), typeof(Trigger)), (info.StateType, info.TriggerType));
    }

    [Fact]
    public void The_initial_state_stays_the_initial_state_after_a_move()
    {
        _machine.Fire(Trigger.Arm);

        Assert.Equal(State.Idle, _machine.GetInfo().InitialState.UnderlyingState);
    }

    [Fact]
    public void A_fixed_transition_knows_trigger_destination_and_guards()
    {
        var move = Assert.Single(Info(State.Idle).FixedTransitions, transition => !transition.IsInternalTransition);

        Assert.Equal(Trigger.Arm, move.Trigger.UnderlyingTrigger);
        Assert.Equal(State.Armed, move.DestinationState.UnderlyingState);
        var guard = Assert.Single(move.GuardConditionsMethodDescriptions);
        Assert.Equal("two persons approved", guard.Description);
        Assert.False(guard.IsAsync);
    }

    [Fact]
    public void An_internal_transition_is_marked_as_one()
    {
        var inside = Assert.Single(Info(State.Idle).Transitions, transition => transition.IsInternalTransition);

        Assert.Equal(Trigger.Check, inside.Trigger.UnderlyingTrigger);
    }

    [Fact]
    public void Ignored_triggers_are_kept_apart()
    {
        Assert.Equal(Trigger.Abort, Assert.Single(Info(State.Idle).IgnoredTriggers).Trigger.UnderlyingTrigger);
    }

    [Fact]
    public void Dynamic_transitions_and_actions_are_listed()
    {
        var armed = Info(State.Armed);

        Assert.Equal(Trigger.Start, Assert.Single(armed.DynamicTransitions).Trigger.UnderlyingTrigger);
        Assert.Single(armed.EntryActions);
        Assert.Single(armed.ExitActions);
    }

    [Fact]
    public void Superstates_and_substates_know_each_other()
    {
        Assert.Equal(State.Running, Info(State.Draining).Superstate?.UnderlyingState);
        Assert.Equal(State.Draining, Assert.Single(Info(State.Running).Substates).UnderlyingState);
    }

    [Fact]
    public void A_machine_prints_its_state_and_permitted_triggers()
    {
        var machine = new StateMachine<State, Trigger>(State.Armed);
        machine.Configure(State.Armed).Permit(Trigger.Start, State.Draining).Permit(Trigger.Abort, State.Idle);

        Assert.Equal("StateMachine { State = Armed, PermittedTriggers = { Start, Abort }}", machine.ToString());
    }

    [Fact]
    public void Permitted_triggers_are_those_of_the_state_and_its_superstates_that_pass_their_guards()
    {
        var machine = new StateMachine<State, Trigger>(State.Draining);
        machine.Configure(State.Running).Permit(Trigger.Abort, State.Done);
        machine.Configure(State.Draining)
            .SubstateOf(State.Running)
            .Permit(Trigger.Next, State.Cutting)
            .PermitIf(Trigger.Start, State.Idle, () => false);

#pragma warning disable CS0618 // Obsolete, and still part of what is promised.
        Assert.Equal([Trigger.Next, Trigger.Abort], machine.PermittedTriggers.Order());
        Assert.Equal([Trigger.Next, Trigger.Abort], machine.GetPermittedTriggers().Order());
#pragma warning restore CS0618
    }

    private StateInfo Info(State state) =>
        Assert.Single(_machine.GetInfo().States, info => Equals(info.UnderlyingState, state));
}
