using System.Text.Json.Nodes;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>Slack's sizes: what is too long or too many is refused whole.</summary>
internal static class StrictLimits
{
    internal static string? OfMessage(string? text, JsonArray? blocks) =>
        string.IsNullOrEmpty(text) && (blocks is null || blocks.Count == 0) ? "no_text"
        : text?.Length > 40_000 ? "msg_too_long"
        : OfBlocks(blocks, 50) ? null : "invalid_blocks";

    internal static bool OfBlocks(JsonArray? blocks, int most) =>
        blocks is null || (blocks.Count <= most && blocks.All(IsGood)
            && blocks.Select(b => (string?)b!["block_id"]).OfType<string>() is var ids && ids.Distinct().Count() == ids.Count());

    internal static bool IsGood(JsonNode? block) => block is JsonObject && ((string?)block["block_id"] ?? "").Length <= 255 && (string?)block["type"] switch
    {
        "header" => Text(block["text"], 150, "plain_text"),
        "section" => (block["text"] is null || Text(block["text"], 3_000)) && (block["text"] is not null || block["fields"] is not null)
            && (block["fields"] is not JsonArray fields || (fields.Count <= 10 && fields.All(f => Text(f, 2_000)))),
        "context" => block["elements"] is JsonArray { Count: > 0 and <= 10 } elements && elements.All(e => Text(e, 3_000)),
        "actions" => block["elements"] is JsonArray { Count: > 0 and <= 25 } elements && elements.All(Element) && Distinct(elements),
        "input" => Text(block["label"], 2_000, "plain_text") && Element(block["element"]) && (block["hint"] is null || Text(block["hint"], 2_000, "plain_text")),
        "divider" => true,
        _ => false,
    };

    private static bool Element(JsonNode? element) => ((string?)element?["action_id"] ?? "").Length <= 255 && (string?)element?["type"] switch
    {
        "button" => Text(element["text"], 75, "plain_text") && ((string?)element["value"] ?? "").Length <= 2_000 && (string?)element["style"] is null or "primary" or "danger",
        "static_select" => element["options"] is JsonArray { Count: > 0 and <= 100 } options && options.All(o => Text(o!["text"], 75, "plain_text") && ((string)o["value"]!).Length is > 0 and <= 150),
        "plain_text_input" => ((string?)element["initial_value"] ?? "").Length <= 3_000 && (element["placeholder"] is null || Text(element["placeholder"], 150, "plain_text")),
        "number_input" => element["is_decimal_allowed"] is not null,
        _ => false,
    };

    private static bool Distinct(JsonArray elements) => elements.Select(e => (string?)e!["action_id"]).Distinct().Count() == elements.Count;

    private static bool Text(JsonNode? text, int longest, string? type = null) =>
        text is JsonObject && (string?)text["type"] is "plain_text" or "mrkdwn" && (type is null || (string?)text["type"] == type) && ((string?)text["text"])?.Length is > 0 and var length && length <= longest;
}
