using Stateless;
using Stateless.Graph;
using Xunit;

namespace IncidentBot.Workflow.Tests.StateMachines;

/// <summary>The text of a graph differs by version: edges are promised, the rest is not.</summary>
public sealed class GraphTests
{
    private readonly StateMachine<State, Trigger> _machine = new(State.Idle);

    public GraphTests()
    {
        _machine.Configure(State.Idle)
            .PermitIf(Trigger.Arm, State.Armed, () => true, "two persons approved")
            .PermitIf(Trigger.Abort, State.Done, () => true);
        _machine.Configure(State.Armed).Permit(Trigger.Start, State.Draining).PermitReentry(Trigger.Check);
        _machine.Configure(State.Running);
        _machine.Configure(State.Draining).SubstateOf(State.Running).PermitDynamic(Trigger.Next, () => State.Done);
    }

    [Theory]
    [InlineData("[*] --> Idle")]
    [InlineData("Idle --> Armed : Arm [two persons approved]")]
    [InlineData("Armed --> Draining : Start")]
    [InlineData("Armed --> Armed : Check")]
    public void Mermaid_has_the_edge(string edge)
    {
        Assert.Contains(edge, MermaidLines());
    }

    [Fact]
    public void Mermaid_begins_with_the_kind_of_diagram()
    {
        Assert.Equal("stateDiagram-v2", MermaidLines()[0]);
    }

    [Theory]
    [InlineData(MermaidGraphDirection.LeftToRight, "direction LR")]
    [InlineData(MermaidGraphDirection.RightToLeft, "direction RL")]
    [InlineData(MermaidGraphDirection.TopToBottom, "direction TB")]
    [InlineData(MermaidGraphDirection.BottomToTop, "direction BT")]
    public void Mermaid_is_laid_out_in_the_direction_asked_for(MermaidGraphDirection direction, string line)
    {
        Assert.Contains(line, MermaidLines(direction));
    }

    [Fact]
    public void Mermaid_puts_a_superstate_around_its_substates()
    {
        var lines = MermaidLines();

        var open = lines.IndexOf("state Running {");
        Assert.NotEqual(-1, open);
        Assert.Contains(
            lines.Skip(open + 1).TakeWhile(line => line != "}"),
            line => line.StartsWith("Draining", StringComparison.Ordinal));
    }

    [Fact]
    public void Mermaid_draws_a_dynamic_transition_as_a_choice()
    {
        Assert.Contains(MermaidLines(), line => line.StartsWith("state Decision", StringComparison.Ordinal)
            && line.EndsWith(" <<choice>>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(@"""?Idle""?\s*->\s*""?Armed""?.*Arm \[two persons approved\]")]
    [InlineData(@"""?Idle""?\s*->\s*""?Done""?.*Abort \[Function\]")]
    [InlineData(@"""?Armed""?\s*->\s*""?Draining""?.*Start")]
    public void Dot_has_the_edge(string edge)
    {
        Assert.Matches(edge, UmlDotGraph.Format(_machine.GetInfo()));
    }

    [Fact]
    public void Dot_begins_with_the_digraph_and_its_settings()
    {
        var text = UmlDotGraph.Format(_machine.GetInfo());

        Assert.StartsWith("digraph {", text, StringComparison.Ordinal);
        Assert.Contains("compound=true;", text, StringComparison.Ordinal);
        Assert.Contains("node [shape=Mrecord]", text, StringComparison.Ordinal);
        Assert.Contains("rankdir=\"LR\"", text, StringComparison.Ordinal);
    }

    private List<string> MermaidLines(MermaidGraphDirection? direction = null) =>
        [.. MermaidGraph.Format(_machine.GetInfo(), direction).ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())];
}
