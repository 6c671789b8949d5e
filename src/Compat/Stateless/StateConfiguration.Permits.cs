namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    public sealed partial class StateConfiguration
    {
        /// <summary>Moves to the destination.</summary>
        /// <exception cref="ArgumentException">The destination is the configured state.</exception>
        public StateConfiguration Permit(TTrigger trigger, TState destinationState) =>
            Permit(trigger, destinationState, []);

        /// <summary>Moves to the destination if the guard passes.</summary>
        /// <exception cref="ArgumentException">The destination is the configured state.</exception>
        public StateConfiguration PermitIf(
            TTrigger trigger, TState destinationState, Func<bool> guard, string? guardDescription = null) =>
            Permit(trigger, destinationState, Guard.Of(guard, guardDescription));

        /// <summary>Moves to the destination if every guard passes. Each guard comes with its description.</summary>
        /// <exception cref="ArgumentException">The destination is the configured state.</exception>
        public StateConfiguration PermitIf(
            TTrigger trigger, TState destinationState, params Tuple<Func<bool>, string>[] guards) =>
            Permit(trigger, destinationState, Guard.Of(guards));

        /// <inheritdoc cref="PermitIf(TTrigger, TState, Func{bool}, string?)"/>
        public StateConfiguration PermitIf<TArg0>(
            TriggerWithParameters<TArg0> trigger,
            TState destinationState,
            Func<TArg0, bool> guard,
            string? guardDescription = null) =>
            Permit(TriggerOf(trigger), destinationState, Guard.Of(guard, guardDescription));

        /// <inheritdoc cref="PermitIf(TTrigger, TState, Func{bool}, string?)"/>
        public StateConfiguration PermitIf<TArg0, TArg1>(
            TriggerWithParameters<TArg0, TArg1> trigger,
            TState destinationState,
            Func<TArg0, TArg1, bool> guard,
            string? guardDescription = null) =>
            Permit(TriggerOf(trigger), destinationState, Guard.Of(guard, guardDescription));

        /// <inheritdoc cref="PermitIf(TTrigger, TState, Func{bool}, string?)"/>
        public StateConfiguration PermitIf<TArg0, TArg1, TArg2>(
            TriggerWithParameters<TArg0, TArg1, TArg2> trigger,
            TState destinationState,
            Func<TArg0, TArg1, TArg2, bool> guard,
            string? guardDescription = null) =>
            Permit(TriggerOf(trigger), destinationState, Guard.Of(guard, guardDescription));

        /// <summary>Leaves the state and enters it again: its exit and entry actions run.</summary>
        public StateConfiguration PermitReentry(TTrigger trigger) => Add(new ReentryReaction(_node, trigger, []));

        /// <summary>As <see cref="PermitReentry"/>, if the guard passes.</summary>
        public StateConfiguration PermitReentryIf(
            TTrigger trigger, Func<bool> guard, string? guardDescription = null) =>
            Add(new ReentryReaction(_node, trigger, Guard.Of(guard, guardDescription)));

        /// <summary>Accepts the trigger and does nothing.</summary>
        public StateConfiguration Ignore(TTrigger trigger) => Add(new IgnoredReaction(_node, trigger, []));

        /// <summary>Accepts the trigger and does nothing, if the guard passes.</summary>
        public StateConfiguration IgnoreIf(TTrigger trigger, Func<bool> guard, string? guardDescription = null) =>
            Add(new IgnoredReaction(_node, trigger, Guard.Of(guard, guardDescription)));

        private StateConfiguration Permit(TTrigger trigger, TState destinationState, Guard[] guards)
        {
            var destination = Machine.NodeOf(destinationState);
            if (destination == _node)
            {
                throw new ArgumentException(
                    "Permit() (and PermitIf()) require that the destination state is not equal to the source state: "
                    + "use PermitReentry(), InternalTransition() or Ignore().",
                    nameof(destinationState));
            }

            return Add(new FixedReaction(_node, trigger, destination, guards));
        }
    }
}
