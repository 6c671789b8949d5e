using System.Globalization;
using System.Text.Json;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>An activity as it came in: read where it is asked, and absent where it is not what it should be.</summary>
internal readonly record struct TeamsActivity(JsonElement Root)
{
    internal string Type => Text("type") ?? "";

    /// <summary>Of a message its id in the conversation; of anything else the delivery's.</summary>
    internal string Id => Text("id") ?? "";

    internal string Name => Text("name") ?? "";

    internal string ServiceUrl => Text("serviceUrl") ?? "";

    internal string ChannelId => Text("channelId") ?? "";

    /// <summary>With the thread where it is one: "19:...@thread.tacv2;messageid=...".</summary>
    internal string Conversation => Text("conversation", "id") ?? "";

    /// <summary>"personal", "groupChat" or "channel".</summary>
    internal string Scope => Text("conversation", "conversationType") ?? (At("conversation", "isGroup").ValueKind == JsonValueKind.True ? "channel" : TeamsReference.Personal);

    internal string? Tenant => Text("channelData", "tenant", "id");

    internal string? Team => Text("channelData", "team", "id");

    /// <summary>The Entra object id of who did it, in lower case; the bot's own id of them where there is none.</summary>
    internal string User => Text("from", "aadObjectId")?.ToLowerInvariant() ?? Text("from", "id") ?? "";

    internal string? UserName => Text("from", "name");

    /// <summary>Whether another bot did it, or this one.</summary>
    internal bool IsByBot => Text("from", "role") == "bot" || (Text("from", "id") is { Length: > 0 } from && (from == Text("recipient", "id") || from.StartsWith("28:", StringComparison.Ordinal)));

    internal string? ReplyTo => Text("replyToId");

    /// <summary>When it was said (UTC), as Teams tells; null where it does not.</summary>
    internal DateTimeOffset? SaidAt =>
        DateTimeOffset.TryParse(Text("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    /// <summary>The conversation without its thread.</summary>
    internal static string Channel(string conversation) => conversation.IndexOf(';', StringComparison.Ordinal) is > 0 and var cut ? conversation[..cut] : conversation;

    /// <summary>The text at a path; null where there is none that can be read.</summary>
    internal string? Text(params ReadOnlySpan<string> path) => TextOf(At(path));

    internal static string? TextOf(JsonElement found)
    {
        try
        {
            return found.ValueKind == JsonValueKind.String ? found.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Escapes that are no characters: half a surrogate pair.
            return null;
        }
    }

    internal JsonElement At(params ReadOnlySpan<string> path)
    {
        var at = Root;
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return default;
            }
        }

        return at;
    }

    /// <summary>What is in a list; nothing where there is none.</summary>
    internal IEnumerable<TeamsActivity> Each(params ReadOnlySpan<string> path) =>
        At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(e => new TeamsActivity(e)) : [];
}
