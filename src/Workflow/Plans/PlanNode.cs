namespace IncidentBot.Workflow.Plans;

/// <summary>A plan's text as a tree in which every node knows where it stands; lines and columns count from 1.</summary>
/// <remarks>A closed family, free of any parser's types. A value that is written as nothing is a scalar with an empty text.</remarks>
public abstract record PlanNode
{
    private PlanNode(int line, int column) => (Line, Column) = (line, column);

    public int Line { get; }

    public int Column { get; }

    /// <summary>A single text.</summary>
    public sealed record Scalar(string Text, int Line, int Column) : PlanNode(Line, Column)
    {
        /// <summary>The column of the text's own first character, after a quote; null when the text is not written as it reads (folded, escaped or filled in).</summary>
        public int? TextColumn { get; init; }
    }

    /// <summary>Nodes in the order in which they were written.</summary>
    public sealed record List(IReadOnlyList<PlanNode> Items, int Line, int Column) : PlanNode(Line, Column);

    /// <summary>Named nodes in the order in which they were written; of two entries with one key the first counts.</summary>
    public sealed record Map(IReadOnlyList<PlanEntry> Entries, int Line, int Column) : PlanNode(Line, Column);
}

/// <summary>One entry of a map; the position is that of its key.</summary>
public sealed record PlanEntry(string Key, int Line, int Column, PlanNode Value);
