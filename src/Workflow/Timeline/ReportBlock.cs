namespace IncidentBot.Workflow.Timeline;

/// <summary>How a statement is meant, for colours; the words alone say the same.</summary>
public enum ReportTone
{
    Plain,
    Good,
    Warning,
    Bad,
    Unknown,
}

/// <summary>A value as text, with its number and unit where a spreadsheet can use them. Hostile text.</summary>
/// <param name="Number">Seconds for durations; never negative.</param>
public sealed record Cell(string Text, decimal? Number = null, string? Unit = null, ReportTone Tone = ReportTone.Plain);

/// <summary>A named value.</summary>
public sealed record ReportLine(string Label, Cell Value);

/// <summary>A part of a report, written once and rendered by each export in its own format: a closed family. All text is hostile.</summary>
public abstract record ReportBlock
{
    private ReportBlock()
    {
    }

    /// <summary>A sentence that stands on its own.</summary>
    public sealed record Statement(string Text, ReportTone Tone) : ReportBlock;

    /// <summary>Named values.</summary>
    public sealed record Facts(IReadOnlyList<ReportLine> Lines) : ReportBlock;

    /// <summary>A table; the first cell of a row names it.</summary>
    public sealed record Table(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows) : ReportBlock;

    /// <summary>Someone's words, as they were sent.</summary>
    public sealed record Quotation(string Heading, DateTimeOffset At, string Who, string Via, string Text) : ReportBlock;

    /// <summary>The phases on a time axis; formats without pictures leave it out, for a table says the same.</summary>
    public sealed record Strip(Phases Phases) : ReportBlock;

    /// <summary>The timeline.</summary>
    public sealed record Log(IReadOnlyList<TimelineEntry> Entries) : ReportBlock;
}

/// <summary>A section of a report.</summary>
/// <param name="Id">"decision", "phases", "updates", "actuals" or "timeline", in this order.</param>
public sealed record ReportSection(string Id, string Title, IReadOnlyList<ReportBlock> Blocks);
