namespace Stateless.Reflection;

/// <summary>The configuration of a machine at the moment it was asked for.</summary>
public sealed class StateMachineInfo
{
    internal StateMachineInfo(StateInfo initial, IReadOnlyList<StateInfo> states, Type stateType, Type triggerType)
    {
        InitialState = initial;
        States = states;
        StateType = stateType;
        TriggerType = triggerType;
    }

    /// <summary>The state the machine was in when it was made.</summary>
    public StateInfo InitialState { get; }

    /// <summary>Every state the configuration names, as source or as destination.</summary>
    public IEnumerable<StateInfo> States { get; }

    public Type StateType { get; }

    public Type TriggerType { get; }
}
