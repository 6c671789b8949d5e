using System.Text;
using Stateless.Reflection;

namespace Stateless.Graph;

/// <summary>Draws a machine as a Mermaid state diagram.</summary>
public static class MermaidGraph
{
    /// <summary>
    /// Internal transitions are drawn as edges to the state itself, since Mermaid has no sign for them; ignored
    /// triggers are not drawn.
    /// </summary>
    public static string Format(StateMachineInfo machineInfo, MermaidGraphDirection? direction = null)
    {
        ArgumentNullException.ThrowIfNull(machineInfo);
        var names = new MermaidNames(machineInfo.States);
        var text = new StringBuilder("stateDiagram-v2\n");
        if (direction is { } known)
            text.Append("\tdirection ").Append(Code(known)).Append('\n');
        foreach (var declaration in names.Declarations)
            text.Append('\t').Append(declaration).Append('\n');
        foreach (var state in machineInfo.States.Where(state => state.Superstate is null && state.Substates.Any()))
            AppendSuperstate(text, state, names, "\t");
        AppendEdges(text, machineInfo, names);
        return text.Append("[*] --> ").Append(names[machineInfo.InitialState]).Append('\n').ToString();
    }

    private static void AppendSuperstate(StringBuilder text, StateInfo superstate, MermaidNames names, string indent)
    {
        text.Append(indent).Append("state ").Append(names[superstate]).Append(" {\n");
        if (superstate.InitialTarget is { } target)
            text.Append(indent).Append("\t[*] --> ").Append(names[target]).Append('\n');
        foreach (var state in superstate.Substates)
        {
            if (state.Substates.Any())
                AppendSuperstate(text, state, names, indent + "\t");
            else
                text.Append(indent).Append('\t').Append(names[state]).Append('\n');
        }

        text.Append(indent).Append("}\n");
    }

    private static void AppendEdges(StringBuilder text, StateMachineInfo machine, MermaidNames names)
    {
        var decisions = 0;
        foreach (var state in machine.States)
        {
            foreach (var transition in state.FixedTransitions)
                AppendEdge(text, names[state], names[transition.DestinationState], transition);
            foreach (var transition in state.DynamicTransitions)
            {
                var decision = names.Free($"Decision{++decisions}");
                text.Append("\tstate ").Append(decision).Append(" <<choice>>\n");
                AppendEdge(text, names[state], decision, transition);
            }
        }
    }

    private static void AppendEdge(StringBuilder text, string from, string to, TransitionInfo transition) => text
        .Append('\t').Append(from).Append(" --> ").Append(to)
        .Append(" : ").Append(EdgeLabel.Of(transition)).Append('\n');

    private static string Code(MermaidGraphDirection direction) => direction switch
    {
        MermaidGraphDirection.LeftToRight => "LR",
        MermaidGraphDirection.RightToLeft => "RL",
        MermaidGraphDirection.TopToBottom => "TB",
        MermaidGraphDirection.BottomToTop => "BT",
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "Not a direction."),
    };
}
