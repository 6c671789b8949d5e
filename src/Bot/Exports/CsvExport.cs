using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Exports;

/// <summary>A report as one table (RFC 4180, a header, comma, every field quoted): a line for each value, so that it can be filtered and added up.</summary>
/// <remarks>
/// Text that a spreadsheet would take for a formula gets an apostrophe in front: what begins with = + - @ (or their full-width
/// forms), a tab or a line break. Numbers stand in a column of their own and are never negative.
/// </remarks>
internal static class CsvExport
{
    private static readonly string[] Columns = ["section", "item", "value", "number", "unit", "at", "who", "via"];

    internal static string Write(Report report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            ShouldQuote = _ => true,
            InjectionOptions = InjectionOptions.Escape,
            InjectionCharacters = ['=', '+', '-', '@', '\t', '\r', '\n', '\uff1d', '\uff0b', '\uff0d', '\uff20'],
            InjectionEscapeCharacter = '\'',
        });
        Line(csv, Columns);
        foreach (var section in report.Sections.Take(1))
        {
            Section(csv, section);
        }

        Line(csv, "incident", "title", report.Title);
        Line(csv, "incident", "standing", report.Standing);
        if (report.Fault is not null)
        {
            Line(csv, "incident", "fault", report.Fault);
        }

        foreach (var (label, value) in report.Seal)
        {
            Line(csv, "incident", label, value);
        }

        foreach (var section in report.Sections.Skip(1))
        {
            Section(csv, section);
        }

        csv.Flush();
        return text.ToString();
    }

    private static void Section(CsvWriter csv, ReportSection section)
    {
        foreach (var block in section.Blocks)
        {
            Block(csv, section.Id, block);
        }
    }

    private static void Block(CsvWriter csv, string section, ReportBlock block)
    {
        switch (block)
        {
            case ReportBlock.Statement statement:
                Line(csv, section, "statement", statement.Text);
                break;
            case ReportBlock.Facts facts:
                foreach (var (label, value) in facts.Lines)
                {
                    Line(csv, section, label, value);
                }

                break;
            case ReportBlock.Table table:
                foreach (var row in table.Rows)
                {
                    for (var i = 1; i < row.Count; i++)
                    {
                        if (row[i].Text.Length > 0)
                        {
                            Line(csv, section, $"{table.Caption} / {row[0].Text} / {table.Columns[i]}", row[i]);
                        }
                    }
                }

                break;
            case ReportBlock.Quotation quotation:
                Line(csv, section, quotation.Heading, quotation.Text, "", "", UtcText.Of(quotation.At), quotation.Who, quotation.Via);
                break;
            case ReportBlock.Log log:
                foreach (var entry in log.Entries)
                {
                    Line(csv, section, Words.Of(entry.Kind), string.Join('\n', entry.Details.Prepend(entry.Sentence)), "", "", UtcText.Of(entry.At), entry.Who, entry.Via);
                }

                break;
            case ReportBlock.Strip:
                break;
            default:
                throw new InvalidOperationException($"CSV has no form for '{block.GetType().Name}'.");
        }
    }

    private static void Line(CsvWriter csv, string section, string item, Cell cell) => Line(
        csv, section, item, cell.Text, cell.Number?.ToString("0.#######", CultureInfo.InvariantCulture) ?? "", cell.Unit ?? "");

    private static void Line(CsvWriter csv, params ReadOnlySpan<string> fields)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            csv.WriteField(i < fields.Length ? Shown.Text(fields[i]) : "");
        }

        csv.NextRecord();
    }
}
