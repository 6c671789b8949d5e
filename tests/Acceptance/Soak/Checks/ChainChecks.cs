using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Store;
using IncidentBot.Workflow.Tests.Invariants;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Acceptance.Soak.Checks;

/// <summary>I12: versions without gaps, one order over all streams, and every hash, by the product's own words and by another hand.</summary>
internal static class ChainChecks
{
    internal static void Run(SoakLog log, Breaches breaches)
    {
        var position = 0L;
        var heads = new Dictionary<string, (long Version, string Hash)>();
        foreach (var stored in log.Events)
        {
            breaches.Where = $"{stored.Stream} version {stored.Version}";
            breaches.Unless(stored.Position > position, "I12", $"Position {stored.Position} follows {position}.");
            position = stored.Position;
            var (version, hash) = heads.GetValueOrDefault(stored.Stream, (0, HashChain.Genesis(stored.Stream)));
            breaches.Unless(stored.Version == version + 1, "I12", $"It follows version {version}.");
            breaches.Unless(stored.PrevHash == hash, "I12", "It does not name the hash before it.");
            breaches.Unless(stored.Hash == HashChain.Next(stored.PrevHash, stored.Version, stored.Type, stored.At, stored.Data), "I12", "Its hash is not that of its data.");
            breaches.Unless(stored.Hash == ByHand(stored), "I12", "Its hash, computed by another hand, is not that of its data.");
            heads[stored.Stream] = (stored.Version, stored.Hash);
        }

        foreach (var stream in log.Events.GroupBy(e => e.Stream))
        {
            breaches.Where = stream.Key;
            var rows = stream.Select(e => new StoredRow(e.Version, e.Type, UtcText.Of(e.At), e.Data, e.PrevHash, e.Hash)).ToList();
            var verdict = ExportVerifier.Verify(JsonExport.Write(null, stream.Key, rows, rows[^1].Hash, null), rows[^1].Hash);
            breaches.Unless(verdict is ExportVerdict.Verified, "I12", $"Its export does not verify: {verdict}.");
        }

        breaches.Where = null;
    }

    /// <summary>SHA-256 over the hash before and the members in their order, written by the framework and by none of our code.</summary>
    private static string ByHand(StoredEvent stored)
    {
        var covered = new JsonObject
        {
            ["at"] = stored.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", System.Globalization.CultureInfo.InvariantCulture),
            ["data"] = "DATA",
            ["type"] = stored.Type,
            ["version"] = stored.Version,
        };
        var text = covered.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        byte[] bytes = [.. Convert.FromHexString(stored.PrevHash), .. Encoding.UTF8.GetBytes(text.Replace("\"DATA\"", stored.Data, StringComparison.Ordinal))];
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
