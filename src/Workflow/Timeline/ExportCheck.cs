using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace IncidentBot.Workflow.Timeline;

/// <summary>One walk along the chain of an export, then the comparison of its end with the head and the anchors.</summary>
internal sealed class ExportCheck(ExportFile file, string? expectedHead, ECDsa? key)
{
    private static readonly string[] Covered = ["version", "type", "at", "data", "prevHash", "hash"];

    private readonly List<string> _hashes = [HashChain.Genesis(file.Incident)];

    private long Last => _hashes.Count - 1;

    internal ExportVerdict Run()
    {
        foreach (var item in file.Events.EnumerateArray())
        {
            if (Fault(item) is { } fault) return new ExportVerdict.Broken(Last + 1, fault);
        }

        return (ExportVerdict?)(End() ?? Anchor())
            ?? new ExportVerdict.Verified(Last, file.Head, Anchored: expectedHead is not null || key is not null);
    }

    private string? Fault(JsonElement item)
    {
        try
        {
            // Refuses members that occur twice at any depth, of which readers differ in the one they take.
            CanonicalJson.Write(item);
        }
        catch (CanonicalJsonException e)
        {
            return e.Message;
        }

        if (item.ValueKind != JsonValueKind.Object) return "this is not an event";
        var members = item.EnumerateObject().ToDictionary(m => m.Name, m => m.Value);
        if (Array.Find(Covered, name => !members.ContainsKey(name)) is { } missing) return $"the member \"{missing}\" is missing";
        if (members.Count > Covered.Length)
        {
            return $"the member {ExportFile.Shown(members.Keys.Except(Covered).First())} does not belong to an event, and no hash covers it";
        }

        return VersionFault(members["version"]) ?? HashFault(members);
    }

    private string? VersionFault(JsonElement version)
    {
        var expected = (Last + 1).ToString(CultureInfo.InvariantCulture);
        return version.ValueKind == JsonValueKind.Number && CanonicalJson.Write(version) == expected
            ? null
            : $"missing or out of place: an event with version {ExportFile.Shown(version.GetRawText())} stands here";
    }

    private string? HashFault(Dictionary<string, JsonElement> members)
    {
        if (members["type"].ValueKind != JsonValueKind.String) return "its \"type\" is not a text";
        if (members["at"].ValueKind != JsonValueKind.String) return "its \"at\" is not a text";
        var prev = _hashes[^1];
        if (!Is(members["prevHash"], prev))
        {
            return Last == 0
                ? $"its \"prevHash\" does not begin the chain of {ExportFile.Shown(file.Incident)}"
                : "its \"prevHash\" is not the hash of the event before it";
        }

        var hash = HashChain.Next(
            prev, Last + 1, members["type"].GetString()!, members["at"].GetString()!, CanonicalJson.Write(members["data"]));
        if (!Is(members["hash"], hash)) return "its content is not what its hash was made of";
        _hashes.Add(hash);
        return null;
    }

    private ExportVerdict.Broken? End()
    {
        if (Last == 0) return new ExportVerdict.Broken(1, "missing: there are no events");
        if (file.Head == _hashes[^1]) return null;
        var known = _hashes.IndexOf(file.Head);
        return known >= 0
            ? new ExportVerdict.Broken(known + 1, $"added: the head of this export is that of version {known}")
            : new ExportVerdict.Broken(Last + 1, $"missing: the head of this export is not that of version {Last}, its last event");
    }

    private ExportVerdict.Broken? Anchor()
    {
        if (expectedHead is not null && expectedHead != file.Head)
        {
            var known = _hashes.IndexOf(expectedHead);
            return known >= 0
                ? new ExportVerdict.Broken(known + 1, $"not covered: the head you gave is that of version {known}; up to there the events are proven")
                : new ExportVerdict.Broken(Last, $"the chain ends in {file.Head}, not in the head you gave: at or before this version it was rewritten");
        }

        if (key is null) return null;
        if (file.Signature is null) return new ExportVerdict.Broken(Last, "the export carries no signature that the key could prove");
        return HeadSignature.Holds(key, file.Incident, Last, file.Head, file.Signature)
            ? null
            : new ExportVerdict.Broken(Last, "the signature is not the given key's over this incident, version and head");
    }

    private static bool Is(JsonElement value, string hash) => value.ValueKind == JsonValueKind.String && value.ValueEquals(hash);
}
