using Stateless;
using Xunit;

namespace IncidentBot.Workflow.Tests.StateMachines;

public sealed class CallbackOrderTests
{
    [Fact]
    public void A_transition_exits_then_writes_then_reports_then_enters_then_completes()
    {
        var crossing = new Crossing(State.Idle);
        crossing.Configure(State.Idle).Permit(Trigger.Arm, State.Armed);
        crossing.Configure(State.Armed);

        crossing.Machine.Fire(Trigger.Arm);

        Assert.Equal(
            ["exit Idle", "write Armed", "transitioned Idle Armed", "entry Armed", "completed Idle Armed"],
            crossing.Journal);
    }

    [Fact]
    public void Superstates_are_exited_from_the_inside_out()
    {
        var crossing = new Crossing(State.Draining);
        crossing.Configure(State.Running);
        crossing.Configure(State.Draining).SubstateOf(State.Running).Permit(Trigger.Abort, State.Done);
        crossing.Configure(State.Done);

        crossing.Machine.Fire(Trigger.Abort);

        Assert.Equal(
            [
                "exit Draining", "exit Running", "write Done", "transitioned Draining Done", "entry Done",
                "completed Draining Done",
            ],
            crossing.Journal);
    }

    [Fact]
    public void Superstates_are_entered_from_the_outside_in()
    {
        var crossing = new Crossing(State.Armed);
        crossing.Configure(State.Armed).Permit(Trigger.Start, State.Draining);
        crossing.Configure(State.Running);
        crossing.Configure(State.Draining).SubstateOf(State.Running);

        crossing.Machine.Fire(Trigger.Start);

        Assert.Equal(
            [
                "exit Armed", "write Draining", "transitioned Armed Draining", "entry Running", "entry Draining",
                "completed Armed Draining",
            ],
            crossing.Journal);
    }

    [Fact]
    public void A_move_between_substates_neither_exits_nor_enters_their_superstate()
    {
        var crossing = new Crossing(State.Draining);
        crossing.Configure(State.Running);
        crossing.Configure(State.Draining).SubstateOf(State.Running).Permit(Trigger.Next, State.Cutting);
        crossing.Configure(State.Cutting).SubstateOf(State.Running);

        crossing.Machine.Fire(Trigger.Next);

        Assert.Equal(
            [
                "exit Draining", "write Cutting", "transitioned Draining Cutting", "entry Cutting",
                "completed Draining Cutting",
            ],
            crossing.Journal);
    }

    [Fact]
    public void A_reentry_is_written_after_it_has_completed()
    {
        var crossing = new Crossing(State.Armed);
        crossing.Configure(State.Armed).PermitReentry(Trigger.Check);

        crossing.Machine.Fire(Trigger.Check);

        Assert.Equal(
            ["exit Armed", "transitioned Armed Armed", "entry Armed", "completed Armed Armed", "write Armed"],
            crossing.Journal);
    }

    [Fact]
    public void An_ignored_trigger_calls_nothing()
    {
        var crossing = new Crossing(State.Armed);
        crossing.Configure(State.Armed).Ignore(Trigger.Check).IgnoreIf(Trigger.Arm, () => true);

        crossing.Machine.Fire(Trigger.Check);
        crossing.Machine.Fire(Trigger.Arm);

        Assert.Empty(crossing.Journal);
    }

    [Fact]
    public void An_internal_transition_runs_its_action_and_writes_nothing()
    {
        var crossing = new Crossing(State.Armed);
        crossing.Configure(State.Armed).InternalTransition(Trigger.Check, () => crossing.Journal.Add("action"));

        crossing.Machine.Fire(Trigger.Check);

        Assert.Contains("action", crossing.Journal);
        Assert.DoesNotContain(crossing.Journal, line => line.StartsWith("write", StringComparison.Ordinal));
        Assert.DoesNotContain("exit Armed", crossing.Journal);
        Assert.DoesNotContain("entry Armed", crossing.Journal);
    }

    [Fact]
    public void A_callback_is_told_source_destination_trigger_and_an_empty_array_for_no_arguments()
    {
        var machine = new StateMachine<State, Trigger>(State.Idle);
        StateMachine<State, Trigger>.Transition? seen = null;
        machine.Configure(State.Idle).Permit(Trigger.Arm, State.Armed);
        machine.Configure(State.Armed).OnEntry(transition => seen = transition);

        machine.Fire(Trigger.Arm);

        Assert.NotNull(seen);
        Assert.Equal((State.Idle, State.Armed, Trigger.Arm), (seen.Source, seen.Destination, seen.Trigger));
        Assert.False(seen.IsReentry);
        Assert.Empty(seen.Parameters);
    }

    [Fact]
    public void A_transition_to_its_source_is_a_reentry()
    {
        var transition = new StateMachine<State, Trigger>.Transition(State.Armed, State.Armed, Trigger.Check);

        Assert.True(transition.IsReentry);
        Assert.Empty(transition.Parameters);
    }
}
