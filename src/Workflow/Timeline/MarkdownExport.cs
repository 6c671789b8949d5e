using System.Globalization;
using System.Text;

namespace IncidentBot.Workflow.Timeline;

/// <summary>A report as Markdown (CommonMark with tables): reads well as plain text, and every word of it is text.</summary>
public static class MarkdownExport
{
    /// <summary>The document, with lines ending in "\n".</summary>
    public static string Write(Report report)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {MarkdownText.Inline(report.Title)}\n\n{MarkdownText.Inline(report.Standing)}\n\n");
        if (report.Fault is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"**{MarkdownText.Inline(report.Fault)}**\n\n");
        }

        foreach (var section in report.Sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"## {MarkdownText.Inline(section.Title)}\n\n");
            foreach (var block in section.Blocks)
            {
                Block(page, block);
            }
        }

        page.Append("## Evidence\n\n");
        Lines(page, report.Seal);
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static void Block(StringBuilder page, ReportBlock block)
    {
        switch (block)
        {
            case ReportBlock.Statement statement:
                page.Append(CultureInfo.InvariantCulture, $"**{MarkdownText.Inline(statement.Text)}**\n\n");
                break;
            case ReportBlock.Facts facts:
                Lines(page, facts.Lines);
                break;
            case ReportBlock.Table table:
                Table(page, table);
                break;
            case ReportBlock.Quotation quotation:
                page.Append(CultureInfo.InvariantCulture,
                    $"{MarkdownText.Inline($"{quotation.Heading}, sent by {quotation.Who} ({quotation.Via}) at {Durations.Stamp(quotation.At)}")}\n\n");
                Quote(page, [.. MarkdownText.Lines(quotation.Text)]);
                break;
            case ReportBlock.Log log:
                Log(page, log);
                break;
            case ReportBlock.Strip:
                break;
            default:
                throw new InvalidOperationException($"Markdown has no form for '{block.GetType().Name}'.");
        }
    }

    private static void Lines(StringBuilder page, IReadOnlyList<ReportLine> lines)
    {
        foreach (var (label, value) in lines)
        {
            page.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Inline(label)}: {MarkdownText.Inline(value.Text)}\n");
        }

        page.Append('\n');
    }

    /// <summary>A backslash ends a line that another one of the same paragraph follows.</summary>
    private static void Quote(StringBuilder page, string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var goesOn = lines[i].Length > 0 && i + 1 < lines.Length && lines[i + 1].Length > 0;
            page.Append(lines[i].Length == 0 ? ">" : "> ").Append(lines[i]).Append(goesOn ? "\\\n" : "\n");
        }

        page.Append('\n');
    }

    private static void Table(StringBuilder page, ReportBlock.Table table)
    {
        page.Append(CultureInfo.InvariantCulture, $"### {MarkdownText.Inline(table.Caption)}\n\n");
        Row(page, table.Columns);
        Row(page, table.Columns.Select(_ => "---"), escape: false);
        foreach (var row in table.Rows)
        {
            Row(page, row.Select(c => c.Text));
        }

        page.Append('\n');
    }

    private static void Row(StringBuilder page, IEnumerable<string> cells, bool escape = true) =>
        page.Append("| ").AppendJoin(" | ", escape ? cells.Select(MarkdownText.Cell) : cells).Append(" |\n");

    private static void Log(StringBuilder page, ReportBlock.Log log)
    {
        DateOnly? day = null;
        foreach (var entry in log.Entries)
        {
            var date = DateOnly.FromDateTime(entry.At.UtcDateTime);
            if (date != day)
            {
                page.Append(CultureInfo.InvariantCulture, $"{(day is null ? "" : "\n")}### {date:yyyy-MM-dd}, UTC\n\n");
                day = date;
            }

            page.Append(CultureInfo.InvariantCulture,
                $"- {entry.At.UtcDateTime:HH:mm:ss} {MarkdownText.Inline(entry.Sentence)} ({MarkdownText.Inline(entry.Via)})\n");
            foreach (var detail in entry.Details)
            {
                page.Append(CultureInfo.InvariantCulture, $"  - {MarkdownText.Inline(detail)}\n");
            }
        }

        page.Append('\n');
    }
}
