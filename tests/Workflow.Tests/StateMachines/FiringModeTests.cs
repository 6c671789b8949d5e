using Stateless;
using Xunit;

namespace IncidentBot.Workflow.Tests.StateMachines;

public sealed class FiringModeTests
{
    [Fact]
    public void A_queued_trigger_waits_for_the_transition_that_fired_it()
    {
        Assert.Equal(
            ["begin Armed", "end Armed", "entry Draining"],
            FireInsideOfEntry(new StateMachine<State, Trigger>(State.Idle, FiringMode.Queued)));
    }

    [Fact]
    public void An_immediate_trigger_runs_nested()
    {
        Assert.Equal(
            ["begin Armed", "entry Draining", "end Armed"],
            FireInsideOfEntry(new StateMachine<State, Trigger>(State.Idle, FiringMode.Immediate)));
    }

    [Fact]
    public void Queued_is_the_default()
    {
        Assert.Equal(
            ["begin Armed", "end Armed", "entry Draining"],
            FireInsideOfEntry(new StateMachine<State, Trigger>(State.Idle)));
    }

    [Fact]
    public void An_exception_in_an_entry_action_leaves_the_machine_in_the_new_state()
    {
        var machine = FailingOnEntry();

        var thrown = Assert.Throws<NotSupportedException>(() => machine.Fire(Trigger.Arm));

        Assert.Equal("no power", thrown.Message);
        Assert.Equal(State.Armed, machine.State);
    }

    [Fact]
    public void What_was_queued_before_an_exception_runs_at_the_next_fire()
    {
        var machine = FailingOnEntry();
        Assert.Throws<NotSupportedException>(() => machine.Fire(Trigger.Arm));

        machine.Fire(Trigger.Check);

        Assert.Equal(State.Draining, machine.State);
    }

    [Fact]
    public void Immediate_is_zero_and_queued_is_one()
    {
        Assert.Equal(0, (int)FiringMode.Immediate);
        Assert.Equal(1, (int)FiringMode.Queued);
    }

    private static List<string> FireInsideOfEntry(StateMachine<State, Trigger> machine)
    {
        var journal = new List<string>();
        machine.Configure(State.Idle).Permit(Trigger.Arm, State.Armed);
        machine.Configure(State.Armed).Permit(Trigger.Start, State.Draining).OnEntry(() =>
        {
            journal.Add("begin Armed");
            machine.Fire(Trigger.Start);
            journal.Add("end Armed");
        });
        machine.Configure(State.Draining).OnEntry(() => journal.Add("entry Draining"));

        machine.Fire(Trigger.Arm);

        Assert.Equal(State.Draining, machine.State);
        return journal;
    }

    private static StateMachine<State, Trigger> FailingOnEntry()
    {
        var machine = new StateMachine<State, Trigger>(State.Idle);
        machine.Configure(State.Idle).Permit(Trigger.Arm, State.Armed);
        machine.Configure(State.Armed).Permit(Trigger.Start, State.Draining).Ignore(Trigger.Check).OnEntry(() =>
        {
            machine.Fire(Trigger.Start);
            throw new NotSupportedException("no power");
        });
        machine.Configure(State.Draining).Ignore(Trigger.Check);
        return machine;
    }
}
