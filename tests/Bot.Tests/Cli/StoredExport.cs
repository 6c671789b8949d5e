using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Store;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Bot.Tests.Cli;

/// <summary>The JSON export of a stored stream.</summary>
internal static class StoredExport
{
    internal static string Of(IReadOnlyList<StoredEvent> events, HeadSigner? signer = null)
    {
        var (stream, head) = (events[0].Stream, events[^1].Hash);
        return new JsonObject
        {
            ["format"] = HashChain.Format,
            ["incident"] = stream,
            ["events"] = new JsonArray([.. events.Select(Event)]),
            ["head"] = head,
            ["signature"] = signer?.Sign(stream, events.Count, head) ?? "",
        }.ToJsonString();
    }

    private static JsonNode Event(StoredEvent e) => new JsonObject
    {
        ["version"] = e.Version,
        ["type"] = e.Type,
        ["at"] = UtcText.Of(e.At),
        ["data"] = JsonNode.Parse(Encoding.UTF8.GetBytes(e.Data)),
        ["prevHash"] = e.PrevHash,
        ["hash"] = e.Hash,
    };
}
