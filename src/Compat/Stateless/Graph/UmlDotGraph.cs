using System.Text;
using Stateless.Reflection;

namespace Stateless.Graph;

/// <summary>Draws a machine in the DOT language of Graphviz.</summary>
public static class UmlDotGraph
{
    /// <summary>Ignored triggers are not drawn.</summary>
    public static string Format(StateMachineInfo machineInfo)
    {
        ArgumentNullException.ThrowIfNull(machineInfo);
        var text = new StringBuilder("digraph {\ncompound=true;\nnode [shape=Mrecord]\nrankdir=\"LR\"\n");
        foreach (var state in machineInfo.States.Where(state => state.Superstate is null))
            AppendState(text, state);

        var taken = machineInfo.States.Select(state => state.ToString()).ToHashSet(StringComparer.Ordinal);
        AppendEdges(text, machineInfo, taken);
        var start = Free("init", taken);
        text.Append(start).Append(" [label=\"\", shape=point];\n")
            .Append(start).Append(" -> ").Append(Name(machineInfo.InitialState)).Append('\n');
        return text.Append("}\n").ToString();
    }

    private static void AppendState(StringBuilder text, StateInfo state)
    {
        if (!state.Substates.Any())
        {
            AppendNode(text, state);
            return;
        }

        // The superstate has a node inside its cluster: DOT edges end at nodes.
        text.Append("subgraph \"cluster").Append(Quoted(state.ToString())).Append("\" {\nlabel = \"")
            .Append(Quoted(state.ToString())).Append("\"\n");
        AppendNode(text, state);
        foreach (var substate in state.Substates)
            AppendState(text, substate);
        text.Append("}\n");
    }

    private static void AppendNode(StringBuilder text, StateInfo state)
    {
        var actions = state.EntryActions.Select(action => $"entry / {Description(action)}")
            .Concat(state.ExitActions.Select(action => $"exit / {Description(action)}"))
            .Select(InRecord)
            .ToList();
        text.Append(Name(state)).Append(" [label=\"").Append(InRecord(state.ToString()));
        if (actions.Count > 0)
            text.Append('|').AppendJoin("\\n", actions);
        text.Append("\"];\n");
    }

    private static void AppendEdges(StringBuilder text, StateMachineInfo machine, HashSet<string> taken)
    {
        var decisions = 0;
        foreach (var state in machine.States)
        {
            foreach (var transition in state.FixedTransitions)
                AppendEdge(text, Name(state), Name(transition.DestinationState), transition);
            foreach (var transition in state.DynamicTransitions.Cast<DynamicTransitionInfo>())
            {
                var decision = Free($"Decision{++decisions}", taken);
                text.Append(decision).Append(" [shape=diamond, label=\"")
                    .Append(Quoted(transition.Selector.Description)).Append("\"];\n");
                AppendEdge(text, Name(state), decision, transition);
            }
        }
    }

    private static void AppendEdge(StringBuilder text, string from, string to, TransitionInfo transition) => text
        .Append(from).Append(" -> ").Append(to)
        .Append(" [style=\"solid\", label=\"").Append(Quoted(EdgeLabel.Of(transition))).Append("\"];\n");

    /// <summary>A name no state has: DOT takes a quoted and a bare name for the same node.</summary>
    private static string Free(string wanted, HashSet<string> taken)
    {
        while (!taken.Add(wanted))
            wanted += "_";
        return wanted;
    }

    private static string Description(object action) => ((InvocationInfo)action).Description;

    private static string Name(StateInfo state) => $"\"{Quoted(state.ToString())}\"";

    private static string Quoted(string text) => EdgeLabel.OneLine(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>In the label of a record these characters also draw boxes and ports.</summary>
    private static string InRecord(string text) => string.Concat(
        Quoted(text).Select(c => c is '{' or '}' or '|' or '<' or '>' ? $"\\{c}" : c.ToString()));
}
