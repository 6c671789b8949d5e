using Stateless.Reflection;

namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    public sealed partial class StateConfiguration
    {
        /// <summary>Moves to the state the selector names when the trigger is fired; the current one is a reentry.</summary>
        public StateConfiguration PermitDynamic(
            TTrigger trigger, Func<TState> destinationStateSelector, string? selectorDescription = null) =>
            PermitDynamic(trigger, destinationStateSelector, selectorDescription, []);

        /// <summary>As above, if the guard passes. The selector is not asked otherwise.</summary>
        public StateConfiguration PermitDynamicIf(
            TTrigger trigger, Func<TState> destinationStateSelector, Func<bool> guard, string? guardDescription = null) =>
            PermitDynamic(trigger, destinationStateSelector, null, Guard.Of(guard, guardDescription));

        /// <inheritdoc cref="PermitDynamic(TTrigger, Func{TState}, string?)"/>
        public StateConfiguration PermitDynamic<TArg0>(
            TriggerWithParameters<TArg0> trigger,
            Func<TArg0, TState> destinationStateSelector,
            string? selectorDescription = null) =>
            PermitDynamic(
                trigger,
                destinationStateSelector,
                a => destinationStateSelector(Arguments.At<TArg0>(a, 0)),
                selectorDescription);

        /// <inheritdoc cref="PermitDynamic(TTrigger, Func{TState}, string?)"/>
        public StateConfiguration PermitDynamic<TArg0, TArg1>(
            TriggerWithParameters<TArg0, TArg1> trigger,
            Func<TArg0, TArg1, TState> destinationStateSelector,
            string? selectorDescription = null) =>
            PermitDynamic(
                trigger,
                destinationStateSelector,
                a => destinationStateSelector(Arguments.At<TArg0>(a, 0), Arguments.At<TArg1>(a, 1)),
                selectorDescription);

        /// <inheritdoc cref="PermitDynamic(TTrigger, Func{TState}, string?)"/>
        public StateConfiguration PermitDynamic<TArg0, TArg1, TArg2>(
            TriggerWithParameters<TArg0, TArg1, TArg2> trigger,
            Func<TArg0, TArg1, TArg2, TState> destinationStateSelector,
            string? selectorDescription = null) =>
            PermitDynamic(
                trigger,
                destinationStateSelector,
                a => destinationStateSelector(
                    Arguments.At<TArg0>(a, 0), Arguments.At<TArg1>(a, 1), Arguments.At<TArg2>(a, 2)),
                selectorDescription);

        private StateConfiguration PermitDynamic(
            TTrigger trigger, Func<TState> selector, string? selectorDescription, Guard[] guards)
        {
            ArgumentNullException.ThrowIfNull(selector);
            var method = new InvocationInfo(selector, selectorDescription);
            return Add(new DynamicReaction(_node, trigger, _ => selector(), method, guards));
        }

        private StateConfiguration PermitDynamic(
            TriggerWithParameters trigger, Delegate original, Func<object[], TState> selector, string? description)
        {
            ArgumentNullException.ThrowIfNull(original);
            var method = new InvocationInfo(original, description);
            return Add(new DynamicReaction(_node, TriggerOf(trigger), selector, method, []));
        }
    }
}
