using Stateless.Reflection;

namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    /// <summary>A read-only picture of the configuration, for graphs and checks.</summary>
    public StateMachineInfo GetInfo()
    {
        var states = _nodes.Values.ToDictionary(node => node, node => new StateInfo(node.State));
        foreach (var (node, state) in states)
            Fill(state, node, states);
        return new StateMachineInfo(states[_initial], [.. states.Values], typeof(TState), typeof(TTrigger));
    }

    private static void Fill(StateInfo state, StateNode node, Dictionary<StateNode, StateInfo> states)
    {
        state.Superstate = node.Superstate is { } superstate ? states[superstate] : null;
        state.Substates = [.. states.Where(other => other.Key.Superstate == node).Select(other => other.Value)];
        state.InitialTarget = node.InitialTarget is { } target ? states[target] : null;
        state.EntryActions = [.. node.EntryActions.Select(action => action.Method)];
        state.ExitActions = [.. node.ExitActions.Select(action => action.Method)];

        var transitions = node.Reactions.Select(reaction => Describe(reaction, state, states)).ToList();
        state.FixedTransitions = [.. transitions.OfType<FixedTransitionInfo>()];
        state.DynamicTransitions = [.. transitions.OfType<DynamicTransitionInfo>()];
        state.IgnoredTriggers = [.. transitions.OfType<IgnoredTransitionInfo>()];
    }

    private static TransitionInfo Describe(Reaction reaction, StateInfo state, Dictionary<StateNode, StateInfo> states)
    {
        InvocationInfo[] guards = [.. reaction.Guards.Select(guard => guard.Method)];
        return reaction switch
        {
            FixedReaction to => new FixedTransitionInfo(to.Trigger, states[to.Destination], guards),
            ReentryReaction => new FixedTransitionInfo(reaction.Trigger, state, guards),
            InternalReaction => new FixedTransitionInfo(reaction.Trigger, state, guards, isInternal: true),
            DynamicReaction by => new DynamicTransitionInfo(by.Trigger, by.Selector, guards),
            _ => new IgnoredTransitionInfo(reaction.Trigger, guards),
        };
    }
}
