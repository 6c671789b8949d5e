using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>An activity as the strict connector keeps it.</summary>
internal sealed class StrictActivity(string id, JsonObject body)
{
    internal string Id { get; } = id;

    internal JsonObject Body { get; set; } = body;

    internal bool Deleted { get; set; }
}

/// <summary>A user of the tenant.</summary>
/// <param name="Aad">The Entra object id.</param>
internal sealed record StrictUser(string Aad, string Name)
{
    internal string Id => "29:" + Aad;

    internal bool InTeam { get; set; } = true;

    internal bool Installed { get; set; } = true;

    internal bool Deactivated { get; set; }
}

/// <summary>The conversations of a strict connector: channels, their threads, and chats of two; each call is answered as Teams does.</summary>
internal sealed class StrictConversations
{
    internal const string Team = "19:team@thread.tacv2";
    internal const string Group = "6f1c2d3e-4a5b-4c6d-8e7f-0123456789ab";
    internal const string Incidents = "19:incidents@thread.tacv2";

    private int ids = 1_700_000;

    internal Dictionary<string, List<StrictActivity>> All { get; } = [];

    internal Dictionary<string, string> Channels { get; } = new() { [Team] = "General", [Incidents] = "incidents" };

    internal List<StrictUser> Users { get; } = [];

    internal StrictActivity Activity(string conversation, string id) => All[conversation].Single(a => a.Id == id);

    internal (int Status, JsonObject Body) Answer(string method, string[] path, JsonObject? body) => (method, path) switch
    {
        ("POST", ["v3", "conversations"]) => Create(body!),
        ("POST", ["v3", "conversations", var c, "activities"]) => Post(c, body!),
        ("PUT", ["v3", "conversations", var c, "activities", var a]) => Put(c, a, body!),
        ("GET", ["v3", "conversations", Team, "members", var u]) => Member(u),
        ("GET", ["v3", "conversations", Team, "pagedmembers"]) => (200, new JsonObject { ["members"] = new JsonArray([.. Users.Where(u => u.InTeam).Select(Shown)]) }),
        ("GET", ["v3", "teams", Team]) => (200, new JsonObject { ["id"] = Team, ["name"] = "Operations", ["aadGroupId"] = Group }),
        ("GET", ["v3", "teams", Team, "conversations"]) => (200, new JsonObject
        {
            ["conversations"] = new JsonArray([.. Channels.Select(c => new JsonObject { ["id"] = c.Key, ["name"] = c.Key == Team ? null : c.Value })]),
        }),
        _ => Error(404, "NotFound"),
    };

    internal (int Status, JsonObject Body) CreateChannel(string group, JsonObject body)
    {
        var name = (string)body["displayName"]!;
        if (group != Group || (string?)body["membershipType"] != "standard" || name.Length is 0 or > 50)
        {
            return Error(400, "BadRequest");
        }

        if (Channels.ContainsValue(name))
        {
            return Error(400, "NameAlreadyExists");
        }

        var id = $"19:{name}@thread.tacv2";
        Channels[id] = name;
        return (201, new JsonObject { ["id"] = id, ["displayName"] = name });
    }

    internal static (int Status, JsonObject Body) Error(int status, string code) => (status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = code } });

    private (int Status, JsonObject Body) Create(JsonObject body)
    {
        if ((string?)body["tenantId"] != StrictConnector.Tenant || (string?)body["bot"]?["id"] != "28:" + StrictConnector.App)
        {
            return Error(400, "BadArgument");
        }

        if ((bool?)body["isGroup"] == true)
        {
            var channel = (string?)body["channelData"]?["channel"]?["id"] ?? "";
            if (!Channels.ContainsKey(channel))
            {
                return Error(404, "ConversationNotFound");
            }

            if (Fault(body["activity"] as JsonObject) is { } fault)
            {
                return fault;
            }

            var root = Next();
            All[$"{channel};messageid={root}"] = [new StrictActivity(root, (JsonObject)body["activity"]!.DeepClone())];
            return (201, new JsonObject { ["id"] = $"{channel};messageid={root}", ["activityId"] = root });
        }

        var user = body["members"] is JsonArray { Count: 1 } members ? Users.SingleOrDefault(u => (string?)members[0]!["id"] is var id && (id == u.Id || id == u.Aad)) : null;
        if (user is null || !user.Installed)
        {
            return Error(403, "BotNotInConversationRoster");
        }

        All.TryAdd("a:" + user.Aad, []);
        return (201, new JsonObject { ["id"] = "a:" + user.Aad });
    }

    private (int Status, JsonObject Body) Post(string conversation, JsonObject body)
    {
        if (!All.TryGetValue(conversation, out var activities))
        {
            return Error(404, "ConversationNotFound");
        }

        if (Users.Any(u => "a:" + u.Aad == conversation && u.Deactivated))
        {
            return Error(403, "MessageWritesBlocked");
        }

        if (Fault(body) is { } fault)
        {
            return fault;
        }

        activities.Add(new StrictActivity(Next(), (JsonObject)body.DeepClone()));
        return (201, new JsonObject { ["id"] = activities[^1].Id });
    }

    private (int Status, JsonObject Body) Put(string conversation, string id, JsonObject body)
    {
        if (!All.TryGetValue(conversation, out var activities))
        {
            return Error(404, "ConversationNotFound");
        }

        if (activities.SingleOrDefault(a => a.Id == id && !a.Deleted) is not { } activity)
        {
            return Error(404, "ActivityNotFoundInConversation");
        }

        if (Fault(body) is { } fault)
        {
            return fault;
        }

        activity.Body = (JsonObject)body.DeepClone();
        return (200, new JsonObject { ["id"] = id });
    }

    private (int Status, JsonObject Body) Member(string user) =>
        Users.SingleOrDefault(u => u.InTeam && (u.Aad == user || u.Id == user)) is { } found ? (200, Shown(found)) : Error(404, "MemberNotFoundInConversation");

    private static JsonObject Shown(StrictUser user) =>
        new() { ["id"] = user.Id, ["name"] = user.Name, ["aadObjectId"] = user.Aad, ["userRole"] = "user", ["tenantId"] = StrictConnector.Tenant };

    /// <summary>What Teams would refuse of an activity, or make two messages of.</summary>
    private static (int Status, JsonObject Body)? Fault(JsonObject? activity)
    {
        var attachments = activity?["attachments"] as JsonArray;
        var text = (string?)activity?["text"];
        var mentions = (activity?["entities"] as JsonArray ?? []).Select(e => (string?)e!["text"]);
        return (string?)activity?["type"] != "message" ? Error(400, "BadSyntax")
            : string.IsNullOrEmpty(text) == (attachments is null) ? Error(400, "BadSyntax")
            : text is not null && (string?)activity!["textFormat"] is not ("plain" or "xml") ? Error(400, "BadSyntax")
            : mentions.Any(m => text?.Contains(m!, StringComparison.Ordinal) != true) ? Error(400, "BadSyntax")
            : attachments?.Any(a => (string?)a!["contentType"] != "application/vnd.microsoft.card.adaptive" || Rendering.TeamsStrictness.Card((JsonObject)a["content"]!).Count > 0) == true ? Error(400, "BadSyntax")
            : null;
    }

    private string Next() => (++ids).ToString(CultureInfo.InvariantCulture);
}
