using System.Text.Json.Nodes;

namespace IncidentBot.Bot.Tests.Chat.Teams.Rendering;

/// <summary>Cards as a person meets them, one line or paragraph each, with everything that matters: for approved texts.</summary>
internal static class TeamsReading
{
    internal static string Of(JsonObject card) =>
        Elements((JsonArray)card["body"]!) + (card["refresh"] is { } refresh ? $"\n[refresh {refresh["action"]!["verb"]}] {string.Join(", ", ((JsonArray)refresh["userIds"]!).Select(u => $"{u}"))}" : "");

    /// <summary>All words of a card, without its buttons and inputs.</summary>
    internal static string Words(JsonNode? node) => node switch
    {
        JsonObject { } o when (string?)o["type"] is "RichTextBlock" => string.Concat(((JsonArray)o["inlines"]!).Select(i => $"{i!["text"]}")),
        JsonObject { } o when (string?)o["type"] is "TextBlock" => $"{o["text"]}",
        JsonObject { } o when (string?)o["type"] is "Container" => Words(o["items"]),
        JsonObject { } o when (string?)o["type"] is "AdaptiveCard" => Words(o["body"]),
        JsonArray list => string.Join('\n', list.Select(Words).Where(w => w.Length > 0)),
        _ => "",
    };

    private static string Elements(JsonArray elements) => string.Join('\n', elements.Select(e => Element((JsonObject)e!)));

    private static string Element(JsonObject element) => element["type"]!.GetValue<string>() switch
    {
        "TextBlock" => $"[heading] {element["text"]}",
        "RichTextBlock" => string.Concat(((JsonArray)element["inlines"]!).Select(i => Run((JsonObject)i!))),
        "Container" => $"[container {element["style"]}]\n{Elements((JsonArray)element["items"]!)}\n[end]",
        "ActionSet" => string.Join('\n', ((JsonArray)element["actions"]!).Select(a => Action((JsonObject)a!))),
        _ => Input(element),
    };

    private static string Run(JsonObject run)
    {
        var text = run["text"]!.GetValue<string>();
        text = run["fontType"] is null ? text : $"`{text}`";
        text = run["weight"] is null ? text : $"**{text}**";
        text = run["isSubtle"] is null ? text : $"({text})";
        return run["color"] is { } colour ? $"{{{colour.GetValue<string>()[..1]}:{text}}}" : text;
    }

    private static string Action(JsonObject action) =>
        $"[button {action["style"] ?? "default"} {action["verb"]}{(action["data"]!["ib-room"] is { } room ? $" about {room}" : "")}] {action["title"]}";

    private static string Input(JsonObject input)
    {
        var options = input["choices"] is JsonArray list ? $" of {string.Join(", ", list.Select(o => o!["value"]))}" : "";
        return $"[{input["type"]} {input["id"]}{options}{(input["isRequired"] is null ? " optional" : "")}] {input["label"]} = {input["value"]}";
    }
}
