namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    private void Move(StateNode source, StateNode destination, TTrigger trigger, object[] arguments)
    {
        var transition = new Transition(source.State, destination.State, trigger, arguments);
        for (var node = source; node is not null && !node.Includes(destination); node = node.Superstate)
            node.Exit(transition);
        Write(destination.State);
        _transitioned?.Invoke(transition);
        Enter(destination, source, transition);
        Complete(transition, destination, Descend(destination, transition, destination.State));
    }

    /// <summary>Leaves the owner from the current state, which may be inside it, and enters the owner again.</summary>
    private void Reenter(StateNode source, StateNode owner, TTrigger trigger, object[] arguments)
    {
        var transition = new Transition(source.State, owner.State, trigger, arguments);
        for (var node = source; node is not null && node != owner; node = node.Superstate)
            node.Exit(transition);
        owner.Exit(transition);
        _transitioned?.Invoke(transition);
        owner.Enter(transition);
        var reached = Descend(owner, transition, source.State);
        Complete(transition, owner, reached);

        // A reentry is written last, unless an initial transition or a nested trigger has written since.
        if (reached == owner && IsCurrent(source.State))
            Write(owner.State);
    }

    /// <summary>Runs entry actions from the outermost state that the source is not inside of to the innermost.</summary>
    private static void Enter(StateNode node, StateNode source, Transition transition)
    {
        if (node.Includes(source))
            return;
        if (node.Superstate is { } superstate)
            Enter(superstate, source, transition);
        node.Enter(transition);
    }

    /// <summary>Follows initial transitions inwards, as long as no entry action has moved the machine elsewhere.</summary>
    private StateNode Descend(StateNode entered, Transition transition, TState expected)
    {
        var node = entered;
        while (node.InitialTarget is { } target && IsCurrent(expected))
        {
            if (target == node || !node.Includes(target))
            {
                throw new InvalidOperationException(
                    $"The target '{target.State}' of the initial transition is not a substate of '{node.State}'.");
            }

            var step = new Transition(node.State, target.State, transition.Trigger, transition.Parameters);
            Write(target.State);
            _transitioned?.Invoke(step);
            Enter(target, node, step);
            (node, expected) = (target, target.State);
        }

        return node;
    }

    private void Complete(Transition transition, StateNode destination, StateNode reached) =>
        _completed?.Invoke(reached == destination
            ? transition
            : new Transition(transition.Source, reached.State, transition.Trigger, transition.Parameters));
}
