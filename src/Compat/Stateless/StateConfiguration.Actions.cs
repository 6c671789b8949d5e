using Stateless.Reflection;

namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    public sealed partial class StateConfiguration
    {
        /// <summary>Runs when the state, or a substate from outside of it, is entered.</summary>
        public StateConfiguration OnEntry(Action entryAction, string? entryActionDescription = null) =>
            Entry(Plain(entryAction), entryAction, entryActionDescription);

        /// <inheritdoc cref="OnEntry(Action, string?)"/>
        public StateConfiguration OnEntry(Action<Transition> entryAction, string? entryActionDescription = null) =>
            Entry(entryAction, entryAction, entryActionDescription);

        /// <summary>Runs when the state is entered by this trigger.</summary>
        public StateConfiguration OnEntryFrom(
            TTrigger trigger, Action entryAction, string? entryActionDescription = null) =>
            EntryFrom(trigger, Plain(entryAction), entryAction, entryActionDescription);

        /// <inheritdoc cref="OnEntryFrom(TTrigger, Action, string?)"/>
        public StateConfiguration OnEntryFrom(
            TTrigger trigger, Action<Transition> entryAction, string? entryActionDescription = null) =>
            EntryFrom(trigger, entryAction, entryAction, entryActionDescription);

        /// <summary>Runs when the state, or a substate of it, is left for a state outside.</summary>
        public StateConfiguration OnExit(Action exitAction, string? exitActionDescription = null) =>
            Exit(Plain(exitAction), exitAction, exitActionDescription);

        /// <inheritdoc cref="OnExit(Action, string?)"/>
        public StateConfiguration OnExit(Action<Transition> exitAction, string? exitActionDescription = null) =>
            Exit(exitAction, exitAction, exitActionDescription);

        private StateConfiguration Entry(Action<Transition> run, Delegate original, string? description)
        {
            ArgumentNullException.ThrowIfNull(run);
            _node.EntryActions.Add(new AnyTriggerCallback(run, new InvocationInfo(original, description)));
            return this;
        }

        private StateConfiguration EntryFrom(
            TTrigger trigger, Action<Transition> run, Delegate original, string? description)
        {
            ArgumentNullException.ThrowIfNull(run);
            _node.EntryActions.Add(new OneTriggerCallback(trigger, run, new InvocationInfo(original, description)));
            return this;
        }

        private StateConfiguration Exit(Action<Transition> run, Delegate original, string? description)
        {
            ArgumentNullException.ThrowIfNull(run);
            _node.ExitActions.Add(new AnyTriggerCallback(run, new InvocationInfo(original, description)));
            return this;
        }
    }
}
