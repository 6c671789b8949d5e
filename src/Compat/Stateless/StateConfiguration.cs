namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    /// <summary>Configures one state; every member returns the configuration itself.</summary>
    public sealed partial class StateConfiguration
    {
        private readonly StateNode _node;

        internal StateConfiguration(StateMachine<TState, TTrigger> machine, StateNode node)
        {
            Machine = machine;
            _node = node;
        }

        public TState State => _node.State;

        public StateMachine<TState, TTrigger> Machine { get; }

        /// <summary>Puts the state inside another, whose reactions it then shares.</summary>
        /// <exception cref="ArgumentException">The state would be inside itself.</exception>
        public StateConfiguration SubstateOf(TState superstate)
        {
            var outer = Machine.NodeOf(superstate);
            if (_node.Includes(outer))
            {
                throw new ArgumentException(
                    $"'{superstate}' cannot be the superstate of '{State}': the state would be inside itself.",
                    nameof(superstate));
            }

            _node.Superstate = outer;
            return this;
        }

        /// <summary>Names the substate that is entered next when this state is the destination of a transition.</summary>
        /// <exception cref="InvalidOperationException">The state has an initial transition.</exception>
        public StateConfiguration InitialTransition(TState targetState)
        {
            if (_node.InitialTarget is { } present)
            {
                throw new InvalidOperationException(
                    $"State '{State}' has an initial transition to '{present.State}'; it can have only one.");
            }

            // Whether the target is a substate is asked on entry: it may be configured as one later.
            _node.InitialTarget = Machine.NodeOf(targetState);
            return this;
        }

        private StateConfiguration Add(Reaction reaction)
        {
            _node.Add(reaction);
            return this;
        }
    }
}
