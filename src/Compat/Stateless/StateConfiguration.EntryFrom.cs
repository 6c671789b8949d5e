namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    public sealed partial class StateConfiguration
    {
        /// <inheritdoc cref="OnEntryFrom(TTrigger, Action, string?)"/>
        public StateConfiguration OnEntryFrom<TArg0>(
            TriggerWithParameters<TArg0> trigger, Action<TArg0> entryAction, string? entryActionDescription = null)
        {
            ArgumentNullException.ThrowIfNull(entryAction);
            return EntryFrom(
                TriggerOf(trigger), Typed<TArg0>((a, _) => entryAction(a)), entryAction, entryActionDescription);
        }

        /// <inheritdoc cref="OnEntryFrom(TTrigger, Action, string?)"/>
        public StateConfiguration OnEntryFrom<TArg0>(
            TriggerWithParameters<TArg0> trigger,
            Action<TArg0, Transition> entryAction,
            string? entryActionDescription = null) =>
            EntryFrom(TriggerOf(trigger), Typed(entryAction), entryAction, entryActionDescription);

        /// <inheritdoc cref="OnEntryFrom(TTrigger, Action, string?)"/>
        public StateConfiguration OnEntryFrom<TArg0, TArg1>(
            TriggerWithParameters<TArg0, TArg1> trigger,
            Action<TArg0, TArg1> entryAction,
            string? entryActionDescription = null)
        {
            ArgumentNullException.ThrowIfNull(entryAction);
            return EntryFrom(
                TriggerOf(trigger),
                Typed<TArg0, TArg1>((a, b, _) => entryAction(a, b)),
                entryAction,
                entryActionDescription);
        }

        /// <inheritdoc cref="OnEntryFrom(TTrigger, Action, string?)"/>
        public StateConfiguration OnEntryFrom<TArg0, TArg1>(
            TriggerWithParameters<TArg0, TArg1> trigger,
            Action<TArg0, TArg1, Transition> entryAction,
            string? entryActionDescription = null) =>
            EntryFrom(TriggerOf(trigger), Typed(entryAction), entryAction, entryActionDescription);

        /// <inheritdoc cref="OnEntryFrom(TTrigger, Action, string?)"/>
        public StateConfiguration OnEntryFrom<TArg0, TArg1, TArg2>(
            TriggerWithParameters<TArg0, TArg1, TArg2> trigger,
            Action<TArg0, TArg1, TArg2> entryAction,
            string? entryActionDescription = null)
        {
            ArgumentNullException.ThrowIfNull(entryAction);
            return EntryFrom(
                TriggerOf(trigger),
                Typed<TArg0, TArg1, TArg2>((a, b, c, _) => entryAction(a, b, c)),
                entryAction,
                entryActionDescription);
        }

        /// <inheritdoc cref="OnEntryFrom(TTrigger, Action, string?)"/>
        public StateConfiguration OnEntryFrom<TArg0, TArg1, TArg2>(
            TriggerWithParameters<TArg0, TArg1, TArg2> trigger,
            Action<TArg0, TArg1, TArg2, Transition> entryAction,
            string? entryActionDescription = null) =>
            EntryFrom(TriggerOf(trigger), Typed(entryAction), entryAction, entryActionDescription);
    }
}
