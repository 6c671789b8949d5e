using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Workflow.Timeline;

/// <summary>An event as it is stored: nothing of it is interpreted, so that an export of a log is evidence of it.</summary>
/// <param name="At">The stored time, as <see cref="UtcText"/> writes it.</param>
/// <param name="Data">The stored canonical JSON (RFC 8785), copied as it is.</param>
public sealed record StoredRow(long Version, string Type, string At, string Data, string PrevHash, string Hash);

/// <summary>The export that can be verified: the report for people first, then the events with their hashes, the head and its signature.</summary>
/// <remarks>
/// Evidence is in "format", "incident", "events", "head" and "signature"; <see cref="ExportVerifier"/> ignores every other member.
/// One event a line. An event's data keep every character that was stored, since their hash covers it; the report shows
/// hidden characters as the other formats do.
/// </remarks>
public static class JsonExport
{
    private static readonly JsonSerializerOptions Plain = new();

    /// <param name="report">Null where the events cannot be read by this version: the evidence is exported all the same.</param>
    public static string Write(Report? report, string incident, IReadOnlyList<StoredRow> rows, string head, string? signature)
    {
        var page = new StringBuilder("{\n");
        foreach (var section in report?.Sections ?? [])
        {
            Member(page, section.Id, Section(section).ToJsonString(Plain));
        }

        if (report is not null)
        {
            Member(page, "summary", new JsonObject { ["title"] = Shown.Text(report.Title), ["standing"] = Shown.Text(report.Standing), ["fault"] = report.Fault, ["seal"] = Facts(report.Seal) }.ToJsonString(Plain));
        }

        Member(page, "format", Text(HashChain.Format));
        Member(page, "incident", Text(incident));
        page.Append("\"events\":[");
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            page.Append(CultureInfo.InvariantCulture,
                $"{(i == 0 ? "" : ",")}\n{{\"version\":{row.Version},\"type\":{Text(row.Type)},\"at\":{Text(row.At)},\"data\":{row.Data},\"prevHash\":{Text(row.PrevHash)},\"hash\":{Text(row.Hash)}}}");
        }

        page.Append("\n],\n");
        Member(page, "head", Text(head));
        page.Append(CultureInfo.InvariantCulture, $"\"signature\":{(signature is null ? "null" : Text(signature))}\n}}\n");
        return page.ToString();
    }

    private static void Member(StringBuilder page, string name, string json) =>
        page.Append(CultureInfo.InvariantCulture, $"{Text(name)}:{json},\n");

    private static string Text(string text) => JsonSerializer.Serialize(text, Plain);

    private static JsonObject Section(ReportSection section) => new()
    {
        ["title"] = section.Title,
        ["blocks"] = new JsonArray([.. section.Blocks.Select(Block).OfType<JsonNode>()]),
    };

    private static JsonObject? Block(ReportBlock block) => block switch
    {
        ReportBlock.Statement s => new JsonObject { ["statement"] = Shown.Text(s.Text), ["tone"] = Words.Of(s.Tone) },
        ReportBlock.Facts f => new JsonObject { ["facts"] = Facts(f.Lines) },
        ReportBlock.Table t => new JsonObject
        {
            ["table"] = t.Caption,
            ["columns"] = new JsonArray([.. t.Columns.Select(c => JsonValue.Create(Shown.Text(c)))]),
            ["rows"] = new JsonArray([.. t.Rows.Select(r => new JsonArray([.. r.Select(Value)]))]),
        },
        ReportBlock.Quotation q => new JsonObject
        {
            ["heading"] = Shown.Text(q.Heading),
            ["at"] = UtcText.Of(q.At),
            ["who"] = Shown.Text(q.Who),
            ["via"] = Shown.Text(q.Via),
            ["text"] = Shown.Text(q.Text),
        },
        ReportBlock.Log l => new JsonObject
        {
            ["entries"] = new JsonArray([.. l.Entries.Select(e => new JsonObject
            {
                ["at"] = UtcText.Of(e.At),
                ["who"] = Shown.Text(e.Who),
                ["via"] = Shown.Text(e.Via),
                ["kind"] = Words.Of(e.Kind),
                ["sentence"] = Shown.Text(e.Sentence),
                ["details"] = new JsonArray([.. e.Details.Select(d => JsonValue.Create(Shown.Text(d)))]),
            })]),
        },
        ReportBlock.Strip => null,
        _ => throw new InvalidOperationException($"JSON has no form for '{block.GetType().Name}'."),
    };

    private static JsonArray Facts(IReadOnlyList<ReportLine> lines) =>
        new([.. lines.Select(l => new JsonObject { ["name"] = Shown.Text(l.Label), ["value"] = Value(l.Value) })]);

    private static JsonObject Value(Cell cell)
    {
        var value = new JsonObject { ["text"] = Shown.Text(cell.Text) };
        if (cell.Number is { } number)
        {
            value["number"] = number;
            value["unit"] = cell.Unit;
        }

        return value;
    }
}
