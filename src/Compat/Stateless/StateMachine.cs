namespace Stateless;

/// <summary>
/// A synchronous state machine with guards, superstates and typed trigger arguments.
/// Not thread-safe: one caller at a time may fire or ask an instance.
/// </summary>
public partial class StateMachine<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Dictionary<TState, StateNode> _nodes = [];
    private readonly Dictionary<TTrigger, TriggerWithParameters> _parameters = [];
    private readonly Func<TState>? _accessor;
    private readonly Action<TState>? _mutator;
    private readonly FiringMode _mode;
    private readonly StateNode _initial;
    private TState _state;

    public StateMachine(TState initialState)
        : this(initialState, FiringMode.Queued)
    {
    }

    public StateMachine(TState initialState, FiringMode firingMode)
    {
        _mode = firingMode;
        _state = initialState;
        _initial = NodeOf(initialState);
    }

    /// <summary>Keeps the state outside: the accessor is asked at every read, the mutator called once a transition.</summary>
    public StateMachine(Func<TState> stateAccessor, Action<TState> stateMutator)
        : this(stateAccessor, stateMutator, FiringMode.Queued)
    {
    }

    /// <inheritdoc cref="StateMachine{TState,TTrigger}(Func{TState},Action{TState})"/>
    public StateMachine(Func<TState> stateAccessor, Action<TState> stateMutator, FiringMode firingMode)
    {
        ArgumentNullException.ThrowIfNull(stateAccessor);
        ArgumentNullException.ThrowIfNull(stateMutator);
        _accessor = stateAccessor;
        _mutator = stateMutator;
        _mode = firingMode;
        _state = stateAccessor();
        _initial = NodeOf(_state);
    }

    public TState State => _accessor is null ? _state : _accessor();

    /// <summary>Begins or goes on with the configuration of a state; calls for one state add up.</summary>
    public StateConfiguration Configure(TState state) => new(this, NodeOf(state));

    /// <summary>Whether the current state is the given one or inside it.</summary>
    public bool IsInState(TState state) => NodeOf(state).Includes(NodeOf(State));

    public override string ToString() =>
        $"StateMachine {{ State = {State}, PermittedTriggers = {{ {string.Join(", ", Permitted([]))} }}}}";

    private StateNode NodeOf(TState state)
    {
        if (!_nodes.TryGetValue(state, out var node))
            _nodes.Add(state, node = new StateNode(state));
        return node;
    }

    private bool IsCurrent(TState state) => EqualityComparer<TState>.Default.Equals(State, state);

    private void Write(TState state)
    {
        if (_mutator is null)
            _state = state;
        else
            _mutator(state);
    }
}
