using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>Block Kit's blocks. Mrkdwn that comes in here is escaped already; Slack is told to make nothing of bare addresses and names.</summary>
internal static class SlackBlocks
{
    internal static JsonObject Mrkdwn(string escaped) => new() { ["type"] = "mrkdwn", ["text"] = escaped, ["verbatim"] = true };

    internal static JsonObject Plain(string text, int longest) => new() { ["type"] = "plain_text", ["text"] = NotEmpty(SlackCut.Plain(text, longest)), ["emoji"] = false };

    internal static JsonObject Header(string text) => new() { ["type"] = "header", ["text"] = Plain(text, SlackLimits.HeaderText) };

    /// <summary>A section that is shown whole: nobody should have to press "See more" to see a gate.</summary>
    internal static JsonObject Section(string escaped) => new() { ["type"] = "section", ["text"] = Mrkdwn(escaped), ["expand"] = true };

    internal static JsonObject Context(params IEnumerable<string> escaped) =>
        new() { ["type"] = "context", ["elements"] = new JsonArray([.. escaped.Take(SlackLimits.ContextElements).Select(Mrkdwn)]) };

    internal static JsonObject Divider() => new() { ["type"] = "divider" };

    internal static JsonObject Actions(string blockId, IEnumerable<JsonNode> elements) =>
        new() { ["type"] = "actions", ["block_id"] = blockId, ["elements"] = new JsonArray([.. elements]) };

    /// <summary>Slack refuses a text without a visible character.</summary>
    internal static string NotEmpty(string text) => string.IsNullOrWhiteSpace(text) ? "(empty)" : text;
}
