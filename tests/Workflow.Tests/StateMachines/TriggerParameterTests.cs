using Stateless;
using Xunit;

namespace IncidentBot.Workflow.Tests.StateMachines;

public sealed class TriggerParameterTests
{
    private readonly StateMachine<State, Trigger> _machine = new(State.Idle);

    [Fact]
    public void Guards_and_entry_actions_are_given_one_argument()
    {
        var arm = _machine.SetTriggerParameters<int>(Trigger.Arm);
        var seen = new List<int>();
        _machine.Configure(State.Idle).PermitIf(arm, State.Armed, votes => votes >= 2, "two votes");
        _machine.Configure(State.Armed).OnEntryFrom(arm, votes => seen.Add(votes));

        Assert.False(_machine.CanFire(arm, 1));
        Assert.False(_machine.CanFire(arm, 1, out var unmet));
        Assert.Equal(["two votes"], unmet);
        Assert.True(_machine.CanFire(arm, 2));
        _machine.Fire(arm, 2);

        Assert.Equal([2], seen);
    }

    [Fact]
    public void Guards_and_entry_actions_are_given_two_arguments()
    {
        var arm = _machine.SetTriggerParameters<int, string>(Trigger.Arm);
        var seen = new List<(int, string, State)>();
        _machine.Configure(State.Idle).PermitIf(arm, State.Armed, (votes, by) => votes >= 2 && by != "bot", "people");
        _machine.Configure(State.Armed).OnEntryFrom(arm, (votes, by, t) => seen.Add((votes, by, t.Source)));

        Assert.False(_machine.CanFire(arm, 2, "bot"));
        Assert.False(_machine.CanFire(arm, 2, "bot", out var unmet));
        Assert.Equal(["people"], unmet);
        _machine.Fire(arm, 2, "ana");

        Assert.Equal([(2, "ana", State.Idle)], seen);
    }

    [Fact]
    public void Guards_and_entry_actions_are_given_three_arguments()
    {
        var arm = _machine.SetTriggerParameters<int, string, bool>(Trigger.Arm);
        var seen = new List<(int, string, bool)>();
        _machine.Configure(State.Idle).PermitIf(arm, State.Armed, (_, _, rehearsal) => rehearsal, "rehearsal");
        _machine.Configure(State.Armed).OnEntryFrom(arm, (votes, by, rehearsal) => seen.Add((votes, by, rehearsal)));

        Assert.False(_machine.CanFire(arm, 2, "ana", false));
        Assert.False(_machine.CanFire(arm, 2, "ana", false, out var unmet));
        Assert.Equal(["rehearsal"], unmet);
        _machine.Fire(arm, 2, "ana", true);

        Assert.Equal([(2, "ana", true)], seen);
    }

    [Fact]
    public void An_internal_transition_is_given_the_arguments_and_then_the_transition()
    {
        var check = _machine.SetTriggerParameters<string>(Trigger.Check);
        var seen = new List<string>();
        _machine.Configure(State.Idle).InternalTransition(check, (what, t) => seen.Add($"{what} in {t.Source}"));

        _machine.Fire(check, "lag");

        Assert.Equal(["lag in Idle"], seen);
    }

    [Fact]
    public void The_arguments_are_in_the_transition()
    {
        var arm = _machine.SetTriggerParameters(Trigger.Arm, typeof(int), typeof(string));
        object[] seen = [];
        _machine.Configure(State.Idle).Permit(Trigger.Arm, State.Armed);
        _machine.OnTransitioned(transition => seen = transition.Parameters);

        _machine.Fire(arm, 2, "ana");

        Assert.Equal([2, "ana"], seen);
        Assert.Equal(Trigger.Arm, arm.Trigger);
        Assert.Equal([typeof(int), typeof(string)], arm.ArgumentTypes);
    }

    [Fact]
    public void A_trigger_with_parameters_may_be_fired_without_any()
    {
        var arm = _machine.SetTriggerParameters(Trigger.Arm, typeof(int));
        _machine.Configure(State.Idle).Permit(Trigger.Arm, State.Armed);

        _machine.Fire(arm);

        Assert.Equal(State.Armed, _machine.State);
    }

    [Fact]
    public void Too_many_arguments_throw()
    {
        var arm = _machine.SetTriggerParameters(Trigger.Arm, typeof(int));
        _machine.Configure(State.Idle).Permit(Trigger.Arm, State.Armed);

        var thrown = Assert.Throws<ArgumentException>(() => _machine.Fire(arm, 2, "ana"));

        Assert.StartsWith("Too many parameters have been supplied. Expecting 1 but got 2.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(State.Idle, _machine.State);
    }

    [Fact]
    public void An_argument_of_the_wrong_type_throws()
    {
        var arm = _machine.SetTriggerParameters(Trigger.Arm, typeof(int));
        _machine.Configure(State.Idle).Permit(Trigger.Arm, State.Armed);

        var thrown = Assert.Throws<ArgumentException>(() => _machine.Fire(arm, "two"));

        Assert.Matches(@"^The argument in position \d is of type \S*String\S* but must be of type \S*Int32\S*\.", thrown.Message);
        Assert.Throws<ArgumentException>(() => arm.ValidateParameters(["two"]));
        Assert.Equal(State.Idle, _machine.State);
    }

    [Fact]
    public void The_parameters_of_a_trigger_are_set_once()
    {
        _machine.SetTriggerParameters<int>(Trigger.Arm);

        Assert.Throws<InvalidOperationException>(() => _machine.SetTriggerParameters<string>(Trigger.Arm));
    }
}
