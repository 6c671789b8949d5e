using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Workflow.Tests.Timeline;

/// <summary>A good export, and the tools of someone who tampers with it.</summary>
internal sealed class SampleExport : IDisposable
{
    internal const int Events = 6;

    private static readonly string[] Types =
        ["incident.declared.v1", "note.added.v1", "failover.proposed.v1", "approval.given.v1", "failover.armed.v1", "failover.pressed.v1"];

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal SampleExport()
    {
        Root = new JsonObject
        {
            ["decision"] = new JsonObject { ["verdict"] = "fail over", ["lossRecords"] = 1234 },
            ["format"] = "incidentbot/1",
            ["incident"] = "INC-1",
            ["events"] = new JsonArray([.. Enumerable.Range(1, Events).Select(v => (JsonNode)Event(v))]),
        };
        Rehash();
        Sign();
    }

    internal JsonObject Root { get; }

    internal string PublicKeyPem => _key.ExportSubjectPublicKeyInfoPem();

    internal string Head => (string)Root["head"]!;

    internal JsonArray List => Root["events"]!.AsArray();

    internal JsonObject this[int version] => List[version - 1]!.AsObject();

    /// <summary>Makes the chain consistent again from a version on, as someone who can edit the whole file would.</summary>
    internal void Rehash(int from = 1)
    {
        var prev = from == 1 ? HashChain.Genesis((string)Root["incident"]!) : (string)this[from - 1]["hash"]!;
        foreach (var e in List.Skip(from - 1).Select(e => e!.AsObject()))
        {
            e["prevHash"] = prev;
            prev = HashChain.Next(prev, e["version"]!.GetValue<int>(), (string)e["type"]!, (string)e["at"]!, CanonicalJson.Write(e["data"]));
            e["hash"] = prev;
        }

        Root["head"] = prev;
    }

    internal void Sign() => Root["signature"] = Convert.ToBase64String(_key.SignData(
        HeadSignature.Statement((string)Root["incident"]!, List.Count, Head), HashAlgorithmName.SHA256, HeadSignature.Encoding));

    public void Dispose() => _key.Dispose();

    private static JsonObject Event(int version) => new()
    {
        ["version"] = version,
        ["type"] = Types[version - 1],
        ["at"] = UtcText.Of(new DateTimeOffset(2026, 3, 1, 10, version, 0, TimeSpan.Zero)),
        ["data"] = new JsonObject
        {
            ["by"] = "ann",
            ["text"] = "€ <b>\n\ud83d\ude00",
            ["cost"] = 12.5m * version,
            ["list"] = new JsonArray(1, "two", null),
        },
        ["prevHash"] = "",
        ["hash"] = "",
    };
}
