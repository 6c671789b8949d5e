using Stateless;
using Xunit;

namespace IncidentBot.Workflow.Tests.StateMachines;

public sealed class DynamicTransitionTests
{
    [Fact]
    public void The_selector_names_the_destination_when_the_trigger_is_fired()
    {
        var next = State.Armed;
        var machine = new StateMachine<State, Trigger>(State.Idle);
        machine.Configure(State.Idle).PermitDynamic(Trigger.Next, () => next);

        next = State.Done;
        machine.Fire(Trigger.Next);

        Assert.Equal(State.Done, machine.State);
    }

    [Fact]
    public void The_current_state_as_the_destination_is_a_reentry()
    {
        var crossing = new Crossing(State.Armed);
        var reentries = new List<bool>();
        crossing.Configure(State.Armed)
            .PermitDynamic(Trigger.Next, () => State.Armed)
            .OnEntry(transition => reentries.Add(transition.IsReentry));

        crossing.Machine.Fire(Trigger.Next);

        Assert.Equal([true], reentries);
        Assert.Contains("exit Armed", crossing.Journal);
        Assert.Contains("entry Armed", crossing.Journal);
    }

    [Fact]
    public void A_guarded_dynamic_transition_moves_when_its_guard_passes()
    {
        var machine = new StateMachine<State, Trigger>(State.Idle);
        machine.Configure(State.Idle).PermitDynamicIf(Trigger.Next, () => State.Done, () => true);

        machine.Fire(Trigger.Next);

        Assert.Equal(State.Done, machine.State);
    }

    [Fact]
    public void The_selector_is_given_one_argument()
    {
        var machine = new StateMachine<State, Trigger>(State.Idle);
        var next = machine.SetTriggerParameters<State>(Trigger.Next);
        machine.Configure(State.Idle).PermitDynamic(next, chosen => chosen);

        machine.Fire(next, State.Cutting);

        Assert.Equal(State.Cutting, machine.State);
    }

    [Fact]
    public void The_selector_is_given_two_arguments()
    {
        var machine = new StateMachine<State, Trigger>(State.Idle);
        var next = machine.SetTriggerParameters<int, int>(Trigger.Next);
        machine.Configure(State.Idle).PermitDynamic(next, (done, of) => done == of ? State.Done : State.Draining);

        machine.Fire(next, 4, 4);

        Assert.Equal(State.Done, machine.State);
    }

    [Fact]
    public void The_selector_is_given_three_arguments()
    {
        var machine = new StateMachine<State, Trigger>(State.Idle);
        var next = machine.SetTriggerParameters<bool, State, State>(Trigger.Next);
        machine.Configure(State.Idle).PermitDynamic(next, (first, one, other) => first ? one : other);

        machine.Fire(next, false, State.Armed, State.Cutting);

        Assert.Equal(State.Cutting, machine.State);
    }
}
