using Stateless.Reflection;

namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    /// <summary>All that is configured for one state. A machine has exactly one node for a state.</summary>
    internal sealed class StateNode(TState state)
    {
        private readonly Dictionary<TTrigger, List<Reaction>> _reactions = [];

        public TState State { get; } = state;

        public StateNode? Superstate { get; set; }

        /// <summary>The substate that is entered next when this state is the destination.</summary>
        public StateNode? InitialTarget { get; set; }

        public List<Callback> EntryActions { get; } = [];

        public List<Callback> ExitActions { get; } = [];

        public IEnumerable<TTrigger> Triggers => _reactions.Keys;

        public IEnumerable<Reaction> Reactions => _reactions.Values.SelectMany(reactions => reactions);

        public void Add(Reaction reaction)
        {
            if (!_reactions.TryGetValue(reaction.Trigger, out var reactions))
                _reactions.Add(reaction.Trigger, reactions = []);
            reactions.Add(reaction);
        }

        public List<Reaction>? ReactionsTo(TTrigger trigger) => _reactions.GetValueOrDefault(trigger);

        /// <summary>Whether the other state is this one or inside it.</summary>
        public bool Includes(StateNode other)
        {
            for (var node = other; node is not null; node = node.Superstate)
            {
                if (node == this)
                    return true;
            }

            return false;
        }

        public void Enter(Transition transition) => Run(EntryActions, transition);

        public void Exit(Transition transition) => Run(ExitActions, transition);

        private static void Run(List<Callback> callbacks, Transition transition)
        {
            foreach (var callback in callbacks)
            {
                if (callback.AppliesTo(transition.Trigger))
                    callback.Action(transition);
            }
        }
    }

    /// <summary>An entry or exit action; one configured for a single trigger runs for that trigger only.</summary>
    internal abstract class Callback(Action<Transition> action, InvocationInfo method)
    {
        public Action<Transition> Action { get; } = action;

        public InvocationInfo Method { get; } = method;

        public abstract bool AppliesTo(TTrigger trigger);
    }

    internal sealed class AnyTriggerCallback(Action<Transition> action, InvocationInfo method) : Callback(action, method)
    {
        public override bool AppliesTo(TTrigger trigger) => true;
    }

    internal sealed class OneTriggerCallback(TTrigger from, Action<Transition> action, InvocationInfo method)
        : Callback(action, method)
    {
        public override bool AppliesTo(TTrigger trigger) => EqualityComparer<TTrigger>.Default.Equals(from, trigger);
    }
}
