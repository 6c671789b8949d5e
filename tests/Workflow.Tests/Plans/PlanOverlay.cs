using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Plans;

/// <summary>One plan's tree laid over another's, as the head of Lint/sound.yaml tells.</summary>
internal static class PlanOverlay
{
    private static readonly string[] Replaced = ["do", "verify", "undo", "source"];
    private static readonly string[] Names = ["id", "name", "component", "path"];

    internal static PlanNode Lay(PlanNode under, PlanNode over) => (under, over) switch
    {
        (PlanNode.Map a, PlanNode.Map b) => new PlanNode.Map([.. Join(a, b)], a.Line, a.Column),
        (PlanNode.List a, PlanNode.List b) when b.Items.Any(i => Name(i) is not null) => new PlanNode.List([.. Join(a, b)], a.Line, a.Column),
        _ => over,
    };

    private static IEnumerable<PlanEntry> Join(PlanNode.Map under, PlanNode.Map over) => under.Entries
        .Select(e => over.Entries.FirstOrDefault(o => o.Key == e.Key) is not { } own ? e
            : own with { Value = Replaced.Contains(e.Key) && own.Value is PlanNode.Map ? own.Value : Lay(e.Value, own.Value) })
        .Concat(over.Entries.Where(o => under.Entries.All(e => e.Key != o.Key)))
        .Where(e => e.Value is not PlanNode.Scalar { Text.Length: 0 } || over.Entries.All(o => o.Key != e.Key));

    private static IEnumerable<PlanNode> Join(PlanNode.List under, PlanNode.List over) => under.Items
        .Select(i => over.Items.FirstOrDefault(o => Name(o) == Name(i)) is { } own ? Lay(i, own) : i)
        .Concat(over.Items.Where(o => under.Items.All(i => Name(i) != Name(o))));

    private static string? Name(PlanNode node) =>
        node is PlanNode.Map map ? (map.Entries.FirstOrDefault(e => Names.Contains(e.Key))?.Value as PlanNode.Scalar)?.Text : null;
}
