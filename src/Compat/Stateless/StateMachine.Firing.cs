namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    private readonly Queue<(TTrigger Trigger, object[] Arguments)> _queue = [];
    private bool _firing;

    /// <summary>Handles a trigger in the current state or the nearest superstate that has a reaction to it.</summary>
    /// <exception cref="InvalidOperationException">
    /// No reaction to the trigger passes its guards and no callback for that was set, or several pass.
    /// </exception>
    public void Fire(TTrigger trigger) => FireChecked(trigger, []);

    /// <inheritdoc cref="Fire(TTrigger)"/>
    /// <exception cref="ArgumentException">The arguments are not those that were declared.</exception>
    public void Fire(TriggerWithParameters trigger, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        trigger.ValidateParameters(args);
        FireChecked(trigger.Trigger, args);
    }

    /// <inheritdoc cref="Fire(TTrigger)"/>
    public void Fire<TArg0>(TriggerWithParameters<TArg0> trigger, TArg0 arg0)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        FireChecked(trigger.Trigger, [arg0!]);
    }

    /// <inheritdoc cref="Fire(TTrigger)"/>
    public void Fire<TArg0, TArg1>(TriggerWithParameters<TArg0, TArg1> trigger, TArg0 arg0, TArg1 arg1)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        FireChecked(trigger.Trigger, [arg0!, arg1!]);
    }

    /// <inheritdoc cref="Fire(TTrigger)"/>
    public void Fire<TArg0, TArg1, TArg2>(
        TriggerWithParameters<TArg0, TArg1, TArg2> trigger, TArg0 arg0, TArg1 arg1, TArg2 arg2)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        FireChecked(trigger.Trigger, [arg0!, arg1!, arg2!]);
    }

    private void FireChecked(TTrigger trigger, object[] arguments)
    {
        if (_mode == FiringMode.Immediate)
        {
            Handle(trigger, arguments);
            return;
        }

        _queue.Enqueue((trigger, arguments));
        if (_firing)
            return;

        _firing = true;
        try
        {
            // What an exception leaves behind stays queued and is handled first at the next call.
            while (_queue.TryDequeue(out var next))
                Handle(next.Trigger, next.Arguments);
        }
        finally
        {
            _firing = false;
        }
    }

    private void Handle(TTrigger trigger, object[] arguments)
    {
        var source = NodeOf(State);
        List<string>? unmet = null;
        var reaction = Find(source, trigger, arguments, ref unmet);
        if (reaction is null)
            _unhandled(source.State, trigger, unmet ?? (ICollection<string>)Array.Empty<string>());
        else
            reaction.React(this, source, arguments);
    }

    /// <summary>The one reaction that passes in the innermost state that has any.</summary>
    private static Reaction? Find(StateNode source, TTrigger trigger, object[] arguments, ref List<string>? unmet)
    {
        Reaction? found = null;
        for (var node = source; node is not null && found is null; node = node.Superstate)
        {
            if (node.ReactionsTo(trigger) is not { } reactions)
                continue;
            foreach (var reaction in reactions)
            {
                if (!reaction.Passes(arguments, ref unmet))
                    continue;
                if (found is not null)
                    throw Ambiguous(node, trigger);
                found = reaction;
            }
        }

        return found;
    }

    private static InvalidOperationException Ambiguous(StateNode node, TTrigger trigger) => new(
        $"Multiple permitted exit transitions are configured from state '{node.State}' for trigger '{trigger}'. "
        + "Guard clauses must be mutually exclusive.");
}
