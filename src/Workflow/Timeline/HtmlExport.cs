using System.Globalization;
using System.Text;

namespace IncidentBot.Workflow.Timeline;

/// <summary>A report as one self-contained page: no script, no outside asset, readable on a phone and on A4 paper.</summary>
public static class HtmlExport
{
    /// <summary>The page, UTF-8. Its own policy forbids a browser to run or fetch anything.</summary>
    public static string Write(Report report)
    {
        var page = new StringBuilder();
        Add(page, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>{HtmlText.Of(report.Title)}</title>
            <style>
            {HtmlStyle.Of(HtmlText.Name(report.Incident), HtmlText.Name(report.Seal.Count > 0 ? report.Seal[0].Value.Text : ""))}
            </style>
            </head>
            <body>
            <header>
            <h1>{HtmlText.Of(report.Title)}</h1>
            <p class="standing">{HtmlText.Of(report.Standing)}</p>

            """);
        if (report.Fault is not null)
        {
            Add(page, $"<p class=\"fault\">{HtmlText.Of(report.Fault)}</p>\n");
        }

        page.Append("</header>\n<main>\n");
        foreach (var section in report.Sections)
        {
            Add(page, $"<section id=\"{HtmlText.Name(section.Id)}\">\n<h2>{HtmlText.Of(section.Title)}</h2>\n");
            foreach (var block in section.Blocks)
            {
                Block(page, block);
            }

            page.Append("</section>\n");
        }

        page.Append("</main>\n<footer class=\"seal\">\n<h2>Evidence</h2>\n");
        Facts(page, report.Seal);
        return page.Append("</footer>\n</body>\n</html>\n").ToString();
    }

    private static void Block(StringBuilder page, ReportBlock block)
    {
        switch (block)
        {
            case ReportBlock.Statement statement:
                Add(page, $"<p class=\"statement {Words.Of(statement.Tone)}\">{HtmlText.Of(statement.Text)}</p>\n");
                break;
            case ReportBlock.Facts facts:
                Facts(page, facts.Lines);
                break;
            case ReportBlock.Table table:
                Table(page, table);
                break;
            case ReportBlock.Quotation quotation:
                Add(page, $"<p class=\"by\">{HtmlText.Of($"{quotation.Heading}, sent by {quotation.Who} ({quotation.Via}) at {Durations.Stamp(quotation.At)}")}</p>\n");
                Add(page, $"<blockquote>{HtmlText.Of(quotation.Text)}</blockquote>\n");
                break;
            case ReportBlock.Strip strip:
                page.Append(PhaseStrip.Of(strip.Phases));
                break;
            case ReportBlock.Log log:
                Log(page, log);
                break;
            default:
                throw new InvalidOperationException($"HTML has no form for '{block.GetType().Name}'.");
        }
    }

    private static void Facts(StringBuilder page, IReadOnlyList<ReportLine> lines)
    {
        page.Append("<dl>\n");
        foreach (var (label, value) in lines)
        {
            Add(page, $"<dt>{HtmlText.Of(label)}</dt><dd>{HtmlText.Of(value.Text)}</dd>\n");
        }

        page.Append("</dl>\n");
    }

    private static void Table(StringBuilder page, ReportBlock.Table table)
    {
        Add(page, $"<h3>{HtmlText.Of(table.Caption)}</h3>\n<div class=\"wide\"><table>\n<thead><tr>");
        foreach (var column in table.Columns)
        {
            Add(page, $"<th scope=\"col\">{HtmlText.Of(column)}</th>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            page.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                Add(page, i == 0
                    ? $"<th scope=\"row\">{HtmlText.Of(row[i].Text)}</th>"
                    : (FormattableString)$"<td class=\"{Words.Of(row[i].Tone)}\">{HtmlText.Of(row[i].Text)}</td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody></table></div>\n");
    }

    private static void Log(StringBuilder page, ReportBlock.Log log)
    {
        foreach (var day in log.Entries.GroupBy(e => DateOnly.FromDateTime(e.At.UtcDateTime)))
        {
            Add(page, $"<h3>{day.Key:yyyy-MM-dd}, UTC</h3>\n<ol class=\"log\">\n");
            foreach (var entry in day)
            {
                Add(page, $"<li class=\"{Words.Of(entry.Kind)}\"><time datetime=\"{UtcText.Of(entry.At)}\">{entry.At.UtcDateTime:HH:mm:ss}</time><div><span class=\"sentence\">{HtmlText.Of(entry.Sentence)}</span> <span class=\"via\">{HtmlText.Of(entry.Via)}</span>");
                if (entry.Details.Count > 0)
                {
                    page.Append("<ul class=\"details\">");
                    foreach (var detail in entry.Details)
                    {
                        Add(page, $"<li>{HtmlText.Of(detail)}</li>");
                    }

                    page.Append("</ul>");
                }

                page.Append("</div></li>\n");
            }

            page.Append("</ol>\n");
        }
    }

    private static void Add(StringBuilder page, FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture));
}
