namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    private Action<Transition>? _transitioned;
    private Action<Transition>? _completed;
    private Action<TState, TTrigger, ICollection<string>> _unhandled = Refuse;

    /// <summary>Called between the exit and the entry actions of a transition. Callbacks add up.</summary>
    public void OnTransitioned(Action<Transition> onTransitionAction)
    {
        ArgumentNullException.ThrowIfNull(onTransitionAction);
        _transitioned += onTransitionAction;
    }

    /// <summary>Called after the entry actions of a transition. Callbacks add up.</summary>
    public void OnTransitionCompleted(Action<Transition> onTransitionAction)
    {
        ArgumentNullException.ThrowIfNull(onTransitionAction);
        _completed += onTransitionAction;
    }

    /// <summary>Takes the place of the exception for a trigger that the state does not handle.</summary>
    public void OnUnhandledTrigger(Action<TState, TTrigger> unhandledTriggerAction)
    {
        ArgumentNullException.ThrowIfNull(unhandledTriggerAction);
        _unhandled = (state, trigger, _) => unhandledTriggerAction(state, trigger);
    }

    /// <summary>As above; the callback is also told the descriptions of the guards that did not pass.</summary>
    public void OnUnhandledTrigger(Action<TState, TTrigger, ICollection<string>> unhandledTriggerAction)
    {
        ArgumentNullException.ThrowIfNull(unhandledTriggerAction);
        _unhandled = unhandledTriggerAction;
    }

    private static void Refuse(TState state, TTrigger trigger, ICollection<string> unmetGuards)
    {
        // The wording is that of Stateless, so that a log reads the same on both sides of the switch.
        throw new InvalidOperationException(unmetGuards.Count == 0
            ? $"No valid leaving transitions are permitted from state '{state}' for trigger '{trigger}'. "
                + "Consider ignoring the trigger."
            : $"Trigger '{trigger}' is valid for transition from state '{state}' but a guard conditions are not met. "
                + $"Guard descriptions: '{string.Join(", ", unmetGuards)}'.");
    }
}
