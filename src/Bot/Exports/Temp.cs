using IncidentBot.Store;
namespace IncidentBot.Exports;
internal enum ExportFormat { Md, Json, Csv, Html }
internal sealed record ExportedIncident(string Text);
internal sealed class IncidentExport(IEventStore store, HeadSigner signer)
{
    internal async Task<ExportedIncident?> Write(string id, ExportFormat format, CancellationToken cancel)
    {
        var e = await store.ReadStream(id, 0, cancel);
        var rows = string.Join(",\n", e.Select(x => $"{{\"version\":{x.Version},\"type\":\"{x.Type}\",\"at\":\"{x.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}\",\"data\":{x.Data},\"prevHash\":\"{x.PrevHash}\",\"hash\":\"{x.Hash}\"}}"));
        return new ExportedIncident($"{{\"format\":\"incidentbot/1\",\"incident\":\"{id}\",\"events\":[{rows}],\"head\":\"{e[^1].Hash}\",\"signature\":\"{signer.Sign(id, e[^1].Version, e[^1].Hash)}\"}}");
    }
}
