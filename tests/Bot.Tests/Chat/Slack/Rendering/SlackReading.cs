using System.Text.Json.Nodes;

namespace IncidentBot.Bot.Tests.Chat.Slack.Rendering;

/// <summary>Blocks as a person meets them, one line or paragraph each, with everything that matters: for approved texts.</summary>
internal static class SlackReading
{
    internal static string Of(JsonArray blocks) => string.Join('\n', blocks.Select(b => Block((JsonObject)b!)));

    internal static string View(JsonObject view) =>
        $"# {view["type"]} \"{view["title"]?["text"]}\" {view["callback_id"]} | {view["submit"]?["text"]} | {view["close"]?["text"]}\n{Of((JsonArray)view["blocks"]!)}";

    private static string Block(JsonObject block) => block["type"]!.GetValue<string>() switch
    {
        "header" => $"[header] {block["text"]!["text"]}",
        "section" => $"[section]\n{block["text"]!["text"]}",
        "context" => $"[context] {string.Join(" | ", ((JsonArray)block["elements"]!).Select(e => e!["text"]))}",
        "actions" => string.Join('\n', ((JsonArray)block["elements"]!).Select(Button)),
        "input" => Input(block),
        var other => $"[{other}]",
    };

    private static string Button(JsonNode? button)
    {
        var confirm = button!["confirm"] is { } c ? $" asks: {c["title"]!["text"]} / {c["text"]!["text"]} / {c["confirm"]!["text"]} / {c["deny"]!["text"]} {c["style"]}" : "";
        return $"[button {button["style"]?.GetValue<string>() ?? "plain"} {button["action_id"]!.GetValue<string>().Split('/')[0]}] {button["text"]!["text"]}{confirm}";
    }

    private static string Input(JsonObject block)
    {
        var element = block["element"]!;
        var options = element["options"] is JsonArray list ? $" of {string.Join(", ", list.Select(o => o!["value"]))}" : "";
        return $"[input {block["block_id"]} {element["type"]}{options}{(block["optional"]!.GetValue<bool>() ? " optional" : "")}] {block["label"]!["text"]}"
            + $" = {element["initial_value"] ?? element["initial_option"]?["value"]}{(element["placeholder"] is { } shown ? $" ({shown["text"]})" : "")}{(block["hint"] is { } hint ? $"\n  {hint["text"]}" : "")}";
    }
}
