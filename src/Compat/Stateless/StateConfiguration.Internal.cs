namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    public sealed partial class StateConfiguration
    {
        /// <summary>Runs the action and stays: no exit or entry action runs and the state is not written.</summary>
        public StateConfiguration InternalTransition(TTrigger trigger, Action internalAction) =>
            Internal(trigger, Plain(internalAction), []);

        /// <inheritdoc cref="InternalTransition(TTrigger, Action)"/>
        public StateConfiguration InternalTransition(TTrigger trigger, Action<Transition> internalAction) =>
            Internal(trigger, internalAction, []);

        /// <summary>As above, if the guard passes. The guard is given the arguments of the trigger.</summary>
        public StateConfiguration InternalTransitionIf(
            TTrigger trigger, Func<object[], bool> guard, Action internalAction, string? guardDescription = null) =>
            Internal(trigger, Plain(internalAction), Guard.Of(guard, guardDescription));

        /// <inheritdoc cref="InternalTransition(TTrigger, Action)"/>
        public StateConfiguration InternalTransition<TArg0>(
            TriggerWithParameters<TArg0> trigger, Action<TArg0, Transition> internalAction) =>
            Internal(TriggerOf(trigger), Typed(internalAction), []);

        /// <inheritdoc cref="InternalTransition(TTrigger, Action)"/>
        public StateConfiguration InternalTransition<TArg0, TArg1>(
            TriggerWithParameters<TArg0, TArg1> trigger, Action<TArg0, TArg1, Transition> internalAction) =>
            Internal(TriggerOf(trigger), Typed(internalAction), []);

        /// <inheritdoc cref="InternalTransition(TTrigger, Action)"/>
        public StateConfiguration InternalTransition<TArg0, TArg1, TArg2>(
            TriggerWithParameters<TArg0, TArg1, TArg2> trigger,
            Action<TArg0, TArg1, TArg2, Transition> internalAction) =>
            Internal(TriggerOf(trigger), Typed(internalAction), []);

        private StateConfiguration Internal(TTrigger trigger, Action<Transition> action, Guard[] guards)
        {
            ArgumentNullException.ThrowIfNull(action);
            return Add(new InternalReaction(_node, trigger, action, guards));
        }

        private static Action<Transition> Plain(Action action)
        {
            ArgumentNullException.ThrowIfNull(action);
            return _ => action();
        }

        private static Action<Transition> Typed<TArg0>(Action<TArg0, Transition> action)
        {
            ArgumentNullException.ThrowIfNull(action);
            return t => action(Arguments.At<TArg0>(t.Parameters, 0), t);
        }

        private static Action<Transition> Typed<TArg0, TArg1>(Action<TArg0, TArg1, Transition> action)
        {
            ArgumentNullException.ThrowIfNull(action);
            return t => action(Arguments.At<TArg0>(t.Parameters, 0), Arguments.At<TArg1>(t.Parameters, 1), t);
        }

        private static Action<Transition> Typed<TArg0, TArg1, TArg2>(Action<TArg0, TArg1, TArg2, Transition> action)
        {
            ArgumentNullException.ThrowIfNull(action);
            return t => action(
                Arguments.At<TArg0>(t.Parameters, 0),
                Arguments.At<TArg1>(t.Parameters, 1),
                Arguments.At<TArg2>(t.Parameters, 2),
                t);
        }
    }
}
