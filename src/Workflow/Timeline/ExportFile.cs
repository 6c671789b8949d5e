using System.Text.Json;

namespace IncidentBot.Workflow.Timeline;

/// <summary>The members of an export that are evidence; the events are not looked into yet.</summary>
internal sealed record ExportFile(string Incident, JsonElement Events, string Head, string? Signature)
{
    private static readonly string[] Evidence = ["format", "incident", "events", "head", "signature"];

    /// <summary>Reads the outer object; null and the fault if it is no export.</summary>
    internal static ExportFile? Read(JsonElement root, out string fault)
    {
        fault = root.ValueKind == JsonValueKind.Object ? "" : "the text is not a JSON object";
        if (fault.Length > 0) return null;
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in root.EnumerateObject())
        {
            // By NameEquals, so that an ignored member may have any name.
            var name = Array.Find(Evidence, n => member.NameEquals(n));
            if (name is null || members.TryAdd(name, member.Value)) continue;
            fault = $"the member \"{name}\" occurs twice";
            return null;
        }

        fault = Fault(members) ?? "";
        return fault.Length > 0 ? null : new ExportFile(
            members["incident"].GetString()!,
            members["events"],
            members["head"].GetString()!,
            members.TryGetValue("signature", out var signature) && signature.ValueKind == JsonValueKind.String ? Text(signature) : null);
    }

    private static string? Fault(Dictionary<string, JsonElement> members)
    {
        var format = members.TryGetValue("format", out var named) ? Text(named) : null;
        if (format is null) return "there is no \"format\"";
        if (format != HashChain.Format) return $"the format is {Shown(format)}, and only \"{HashChain.Format}\" is known";
        if (!members.TryGetValue("incident", out var incident) || Text(incident) is not { Length: > 0 } name || name.Any(char.IsControl))
        {
            return "there is no \"incident\" that is a name";
        }

        if (!members.TryGetValue("events", out var events) || events.ValueKind != JsonValueKind.Array) return "there is no list \"events\"";
        if (!members.TryGetValue("head", out var head) || !HashChain.IsHash(Text(head)))
        {
            return $"there is no \"head\" of {HashChain.HashLength} lower-case hex digits";
        }

        return null;
    }

    /// <summary>A hostile text for a message: ASCII, quoted and short.</summary>
    internal static string Shown(string text)
    {
        const int most = 60;
        var end = text.Length <= most ? text.Length : char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return $"\"{JsonEncodedText.Encode(text[..end])}{(end < text.Length ? "..." : "")}\"";
    }

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }
}
