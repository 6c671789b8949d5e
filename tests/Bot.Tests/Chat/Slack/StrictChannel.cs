using System.Text.Json.Nodes;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>One channel as the strict Slack keeps it.</summary>
internal sealed class StrictChannel(string id, string name, string creator, long created)
{
    internal string Id { get; } = id;

    internal string Name { get; set; } = name;

    internal bool Archived { get; set; }

    internal bool Private { get; init; }

    internal bool Unarchivable { get; set; }

    internal string Topic { get; set; } = "";

    internal string Purpose { get; set; } = "";

    internal int Edits { get; set; }

    internal HashSet<string> Members { get; init; } = [];

    internal HashSet<string> Pins { get; } = [];

    internal List<string> Bookmarks { get; } = [];

    internal List<StrictMessage> Messages { get; } = [];

    internal JsonObject Archive()
    {
        if (Archived)
        {
            return StrictSlack.Error("already_archived");
        }

        Archived = true;
        return StrictSlack.Ok();
    }

    internal JsonObject Unarchive()
    {
        if (Unarchivable)
        {
            return StrictSlack.Error("not_allowed");
        }

        Archived = false;
        return StrictSlack.Ok();
    }

    internal static JsonObject Add(List<string> list, string item)
    {
        list.Add(item);
        return StrictSlack.Ok();
    }

    internal JsonObject Set(Action<StrictChannel> change)
    {
        change(this);
        return StrictSlack.Ok();
    }

    internal JsonObject Json() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["creator"] = creator,
        ["created"] = created,
        ["is_archived"] = Archived,
        ["is_private"] = Private,
        ["is_member"] = Members.Contains(StrictSlack.BotUser),
    };
}

/// <summary>One message; <paramref name="OnlyTo"/> for an ephemeral one.</summary>
internal sealed record StrictMessage(string Ts, string User, string Text, JsonArray? Blocks, JsonObject? Metadata, string? OnlyTo)
{
    internal IReadOnlyList<StrictFile> Files { get; init; } = [];

    /// <summary>The message that it replies to; null in the channel itself.</summary>
    internal string? Thread { get; init; }

    /// <summary>All the words that it shows.</summary>
    internal string Shown => Blocks is null ? Text : Text + "\n" + string.Join('\n', Texts(Blocks));

    internal JsonObject Json(bool metadata)
    {
        var json = new JsonObject { ["type"] = "message", ["ts"] = Ts, ["user"] = User, ["text"] = Text };
        if (metadata && Metadata is not null)
        {
            json["metadata"] = Metadata.DeepClone();
        }

        if (Files.Count > 0)
        {
            json["files"] = new JsonArray([.. Files.Select(f => new JsonObject { ["id"] = f.Id, ["name"] = f.Name })]);
        }

        return json;
    }

    internal IEnumerable<JsonObject> Buttons => (Blocks ?? []).SelectMany(b => b!["elements"] as JsonArray ?? []).OfType<JsonObject>().Where(e => (string?)e["type"] == "button");

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Texts),
        JsonObject obj => obj.SelectMany(p => p.Key == "text" && p.Value is JsonValue value ? [(string)value!] : Texts(p.Value)),
        _ => [],
    };
}
