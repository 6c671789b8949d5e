namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    /// <summary>One move of the machine, as its callbacks are told of it.</summary>
    public sealed class Transition(TState source, TState destination, TTrigger trigger, object[]? parameters = null)
    {
        public TState Source { get; } = source;

        public TState Destination { get; } = destination;

        public TTrigger Trigger { get; } = trigger;

        /// <summary>The arguments the trigger was fired with; empty when there were none.</summary>
        public object[] Parameters { get; } = parameters ?? [];

        public bool IsReentry => EqualityComparer<TState>.Default.Equals(Source, Destination);
    }
}
