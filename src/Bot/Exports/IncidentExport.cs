using System.Text.Json;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Exports;

/// <summary>Writes an incident's log as a text that people can read or that anyone can verify, as the log stands at the call.</summary>
/// <param name="signer">Null: heads are not signed, as when the data folder has no key.</param>
internal sealed class IncidentExport(IEventStore store, HeadSigner? signer)
{
    /// <summary>The export; null if there is no such incident. Throws <see cref="UnreadableLogException"/> for a log that only JSON can carry.</summary>
    /// <param name="incident">The stream's name, such as "INC-1".</param>
    internal async Task<ExportedIncident?> Write(string incident, ExportFormat format, CancellationToken cancel)
    {
        var stored = IncidentLog.IsIncident(incident) ? await store.ReadStream(incident, 0, cancel) : [];
        if (stored.Count == 0)
        {
            return null;
        }

        var rows = stored.Select(e => new StoredRow(e.Version, e.Type, UtcText.Of(e.At), e.Data, e.PrevHash, e.Hash)).ToList();
        var head = Seal(incident, rows);
        var text = format == ExportFormat.Json
            ? JsonExport.Write(TryReport(incident, stored, head), incident, rows, head.Hash, head.Signature)
            : Render(Report(incident, stored, head), format);
        return new ExportedIncident(
            $"{incident}.{format.ToString().ToLowerInvariant()}", MediaType(format), text, head.Hash, head.Fault, head.Signature is not null);
    }

    /// <summary>Checks the chain as a stranger would, and signs its head only if it holds.</summary>
    private SealedHead Seal(string incident, List<StoredRow> rows)
    {
        var head = rows[^1].Hash;
        var fault = ExportVerifier.Verify(JsonExport.Write(null, incident, rows, head, null)) switch
        {
            ExportVerdict.Verified => null,
            ExportVerdict.Broken broken => $"version {broken.Version}: {broken.Reason}",
            ExportVerdict.NotAnExport other => other.Reason,
            var verdict => throw new NotSupportedException($"No words for {verdict.GetType().Name}."),
        };
        return new SealedHead(rows.Count, head, fault is null ? signer?.Sign(incident, rows.Count, head) : null, fault);
    }

    private static Report Report(string incident, IReadOnlyList<StoredEvent> stored, SealedHead head)
    {
        try
        {
            return Workflow.Timeline.Report.Of(Dossier.Of(incident, [.. stored.Select(e => (IncidentEvent)IncidentLog.Typed(e))], head));
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException or FormatException or InvalidCastException or NotSupportedException)
        {
            throw new UnreadableLogException(incident, e);
        }
    }

    private static Report? TryReport(string incident, IReadOnlyList<StoredEvent> stored, SealedHead head)
    {
        try
        {
            return Report(incident, stored, head);
        }
        catch (UnreadableLogException)
        {
            // Evidence is exported before any event is interpreted, and whether it can be or not.
            return null;
        }
    }

    private static string Render(Report report, ExportFormat format) => format switch
    {
        ExportFormat.Md => MarkdownExport.Write(report),
        ExportFormat.Html => HtmlExport.Write(report),
        ExportFormat.Csv => CsvExport.Write(report),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such format of a report."),
    };

    private static string MediaType(ExportFormat format) => format switch
    {
        ExportFormat.Md => "text/markdown; charset=utf-8",
        ExportFormat.Json => "application/json",
        ExportFormat.Csv => "text/csv; charset=utf-8",
        ExportFormat.Html => "text/html; charset=utf-8",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such format."),
    };
}
