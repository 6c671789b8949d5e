using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>Activities as Teams sends them (docs of the Bot Framework's activity schema, and what the Agents Playground was seen to send).</summary>
internal static class TeamsActivities
{
    internal const string Bot = "28:11111111-2222-4333-8444-555555555555";
    internal const string Team = "19:team@thread.tacv2";
    internal const string Incidents = "19:incidents@thread.tacv2";

    private static int last;

    internal static IReadOnlyList<(string Person, string User)> People { get; } =
    [
        ("ines", "00000000-0000-4000-8000-000000000001"), ("dana", "00000000-0000-4000-8000-000000000002"), ("greta", "00000000-0000-4000-8000-000000000003"),
        ("omar", "00000000-0000-4000-8000-000000000004"),
    ];

    internal static string UserOf(string person) => People.Single(p => p.Person == person).User;

    /// <summary>A message in a channel's thread that mentions the bot.</summary>
    internal static JsonObject Command(string serviceUrl, string person, string conversation, string text) => Said(serviceUrl, person, conversation, $"<at>Incident Bot</at> {text}\r\n").With("entities",
        new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>Incident Bot</at>", ["mentioned"] = new JsonObject { ["id"] = Bot, ["name"] = "Incident Bot" } }));

    /// <summary>A message that speaks to nobody in particular, or to the bot in a chat of two.</summary>
    internal static JsonObject Said(string serviceUrl, string person, string conversation, string text) =>
        Of(serviceUrl, "message", person, conversation).With("text", text).With("textFormat", "plain");

    internal static JsonObject Execute(string serviceUrl, string person, string conversation, string verb, JsonObject data, string trigger = "manual") =>
        Of(serviceUrl, "invoke", person, conversation).With("name", "adaptiveCard/action").With("value", new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data },
            ["trigger"] = trigger,
        });

    internal static JsonObject Of(string serviceUrl, string type, string person, string conversation)
    {
        var isPersonal = !conversation.StartsWith("19:", StringComparison.Ordinal) && !conversation.StartsWith("teams-", StringComparison.Ordinal);
        var number = Interlocked.Increment(ref last);
        return new JsonObject
        {
            ["type"] = type,
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"17000000{number:00000}"),
            ["timestamp"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
            ["serviceUrl"] = serviceUrl,
            ["channelId"] = "msteams",
            ["from"] = new JsonObject { ["id"] = $"29:{person}", ["name"] = char.ToUpperInvariant(person[0]) + person[1..], ["aadObjectId"] = People.FirstOrDefault(p => p.Person == person).User ?? "99999999-0000-4000-8000-000000000009" },
            ["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "Incident Bot" },
            ["conversation"] = new JsonObject { ["id"] = conversation, ["conversationType"] = isPersonal ? "personal" : "channel", ["isGroup"] = !isPersonal, ["tenantId"] = BotFramework.Tenant },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = BotFramework.Tenant }, ["team"] = isPersonal ? null : new JsonObject { ["id"] = Team } },
        };
    }

    internal static JsonObject With(this JsonObject activity, string name, JsonNode? value)
    {
        activity[name] = value;
        return activity;
    }
}
