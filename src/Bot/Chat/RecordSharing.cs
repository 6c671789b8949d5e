using IncidentBot.Exports;

namespace IncidentBot.Chat;

/// <summary>An incident's record as files for its room, as the log stands when it is sent.</summary>
internal sealed class RecordSharing(IncidentExport export)
{
    /// <summary>The files, and the post that says what they are and how to have them without this chat.</summary>
    internal async Task<(IReadOnlyList<SharedFile> Files, ChatPost Post)> Of(RecordWanted wanted, CancellationToken cancel)
    {
        var files = new List<SharedFile>();
        var (head, fault) = ("", "");
        foreach (var format in (ExportFormat[])[ExportFormat.Html, ExportFormat.Md, ExportFormat.Csv, ExportFormat.Json])
        {
            try
            {
                var exported = await export.Write(wanted.Incident, format, cancel) ?? throw new ChatRefusedException($"There is no incident {wanted.Incident}.", "`list` shows the open ones.");
                files.Add(new SharedFile(exported.FileName, exported.MediaType, exported.Text));
                (head, fault) = (exported.Head, exported.Fault is null ? "" : $" THE STORED CHAIN IS BROKEN: {exported.Fault}.");
            }
            catch (UnreadableLogException e)
            {
                fault = $" {e.Message}";
            }
        }

        return (files, new ChatPost("state", $"The record of {wanted.Incident}, asked for by {wanted.By}.{fault} `incidentbot verify {wanted.Incident}.json --head {head}` proves that nothing up to here was changed; "
            + $"`incidentbot export {wanted.Incident} --format html --out {wanted.Incident}.html` writes it anew (md, json and csv are the other formats)."));
    }
}
