using Stateless;
using Xunit;

namespace IncidentBot.Workflow.Tests.StateMachines;

public sealed class ConfigurationTests
{
    private readonly StateMachine<State, Trigger> _machine = new(State.Idle);

    [Fact]
    public void Calls_for_one_state_add_up()
    {
        var entries = new List<int>();
        _machine.Configure(State.Idle).Permit(Trigger.Arm, State.Armed);
        _machine.Configure(State.Idle).Permit(Trigger.Start, State.Draining);
        _machine.Configure(State.Armed).OnEntry(() => entries.Add(1));
        _machine.Configure(State.Armed).OnEntry(() => entries.Add(2));

        Assert.True(_machine.CanFire(Trigger.Arm));
        Assert.True(_machine.CanFire(Trigger.Start));
        _machine.Fire(Trigger.Arm);

        Assert.Equal([1, 2], entries.Order());
    }

    [Fact]
    public void A_configuration_knows_its_state_and_machine()
    {
        var idle = _machine.Configure(State.Idle);

        Assert.Equal(State.Idle, idle.State);
        Assert.Same(_machine, idle.Machine);
    }

    [Fact]
    public void A_permit_to_the_state_itself_throws()
    {
        const string message =
            "Permit() (and PermitIf()) require that the destination state is not equal to the source state";
        var idle = _machine.Configure(State.Idle);

        var permit = Assert.Throws<ArgumentException>(() => idle.Permit(Trigger.Arm, State.Idle));
        var permitIf = Assert.Throws<ArgumentException>(() => idle.PermitIf(Trigger.Arm, State.Idle, () => true));

        Assert.StartsWith(message, permit.Message, StringComparison.Ordinal);
        Assert.StartsWith(message, permitIf.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_external_state_is_read_at_every_read()
    {
        var state = State.Idle;
        var machine = new StateMachine<State, Trigger>(() => state, next => state = next);
        machine.Configure(State.Idle).Permit(Trigger.Arm, State.Armed);

        Assert.True(machine.CanFire(Trigger.Arm));
        state = State.Done;

        Assert.Equal(State.Done, machine.State);
        Assert.False(machine.CanFire(Trigger.Arm));
    }

    [Fact]
    public void An_external_state_is_written_once_a_transition()
    {
        var state = State.Idle;
        var writes = new List<State>();
        var machine = new StateMachine<State, Trigger>(
            () => state,
            next =>
            {
                writes.Add(next);
                state = next;
            },
            FiringMode.Immediate);
        machine.Configure(State.Idle).Permit(Trigger.Arm, State.Armed);
        machine.Configure(State.Armed).Permit(Trigger.Start, State.Draining);

        machine.Fire(Trigger.Arm);
        machine.Fire(Trigger.Start);

        Assert.Equal([State.Armed, State.Draining], writes);
    }

    [Fact]
    public void An_entry_action_for_one_trigger_runs_for_that_trigger_only()
    {
        var seen = new List<Trigger>();
        _machine.Configure(State.Idle).Permit(Trigger.Arm, State.Armed).Permit(Trigger.Next, State.Armed);
        _machine.Configure(State.Armed)
            .Permit(Trigger.Abort, State.Idle)
            .OnEntryFrom(Trigger.Arm, () => seen.Add(Trigger.Arm))
            .OnEntryFrom(Trigger.Next, transition => seen.Add(transition.Trigger));

        foreach (var trigger in new[] { Trigger.Arm, Trigger.Abort, Trigger.Next })
            _machine.Fire(trigger);

        Assert.Equal([Trigger.Arm, Trigger.Next], seen);
    }

    [Fact]
    public void An_exit_action_is_told_the_transition()
    {
        var seen = new List<State>();
        _machine.Configure(State.Idle).Permit(Trigger.Arm, State.Armed).OnExit(t => seen.Add(t.Destination));

        _machine.Fire(Trigger.Arm);

        Assert.Equal([State.Armed], seen);
    }
}
