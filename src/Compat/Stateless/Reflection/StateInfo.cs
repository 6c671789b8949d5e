namespace Stateless.Reflection;

/// <summary>
/// A state and all that is configured for it. Element types are the widest that serve: source that compiles
/// against them also compiles against Stateless, which has narrower ones.
/// </summary>
public sealed class StateInfo
{
    internal StateInfo(object state) => UnderlyingState = state;

    public object UnderlyingState { get; }

    public StateInfo? Superstate { get; internal set; }

    public IEnumerable<StateInfo> Substates { get; internal set; } = [];

    /// <summary>The fixed and the dynamic transitions.</summary>
    public IEnumerable<TransitionInfo> Transitions => [.. FixedTransitions, .. DynamicTransitions];

    public IEnumerable<FixedTransitionInfo> FixedTransitions { get; internal set; } = [];

    public IEnumerable<TransitionInfo> DynamicTransitions { get; internal set; } = [];

    public IEnumerable<TransitionInfo> IgnoredTriggers { get; internal set; } = [];

    public IEnumerable<object> EntryActions { get; internal set; } = [];

    public IEnumerable<object> ExitActions { get; internal set; } = [];

    internal StateInfo? InitialTarget { get; set; }

    public override string ToString() => UnderlyingState.ToString() ?? "";
}
