using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>docs/machines.md shows the machines as they are: its diagrams are generated, and held against the tables by their edges.</summary>
public sealed class DiagramTests
{
    [Fact]
    public void The_documented_failover_diagram_is_the_table() => Compare("The failover", FailoverMachine.Diagram());

    [Fact]
    public void The_documented_incident_diagram_is_the_table() => Compare("The incident", IncidentMachine.Diagram());

    [Fact]
    public void A_missing_edge_is_noticed()
    {
        var edges = Edges(FailoverMachine.Diagram());
        var line = edges.First();

        Assert.NotEqual(edges, Edges(FailoverMachine.Diagram().Replace(line, "", StringComparison.Ordinal)));
        Assert.True(edges.Count > 40, $"Only {edges.Count} edges were read.");
    }

    private static void Compare(string heading, string diagram)
    {
        var text = SourceTree.Read("docs", "machines.md");
        var from = text.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        Assert.True(from >= 0, $"docs/machines.md has no heading '## {heading}'.");
        var fence = text.IndexOf("```mermaid\n", from, StringComparison.Ordinal) + "```mermaid\n".Length;
        var documented = text[fence..text.IndexOf("\n```", fence, StringComparison.Ordinal)];

        Assert.True(Edges(documented).SetEquals(Edges(diagram)),
            $"docs/machines.md, '## {heading}', is not the machine as it is. Paste this between its fences:\n\n{diagram}");
    }

    private static SortedSet<string> Edges(string diagram) =>
        new(diagram.Split('\n', StringSplitOptions.TrimEntries).Where(l => l.Contains("-->", StringComparison.Ordinal)), StringComparer.Ordinal);
}
