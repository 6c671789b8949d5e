using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Teams.Rendering;

/// <summary>Elements of Adaptive Cards 1.5. Text that comes in here is neutral already.</summary>
internal static class TeamsElements
{
    internal const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>As it is sent: signs outside ASCII as they are, which makes cards a good deal smaller.</summary>
    internal static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static int Bytes(JsonNode node) => Encoding.UTF8.GetByteCount(node.ToJsonString(Json));

    internal static JsonObject Card(string fallbackText, IEnumerable<JsonNode> body) => new()
    {
        ["type"] = "AdaptiveCard",
        ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
        ["version"] = "1.5",
        ["lang"] = "en",
        ["fallbackText"] = string.IsNullOrWhiteSpace(fallbackText) ? "(empty)" : fallbackText,
        ["msteams"] = new JsonObject { ["width"] = "Full" },
        ["body"] = new JsonArray([.. body]),
    };

    /// <summary>One line of runs, which wraps.</summary>
    internal static JsonObject Line(params IEnumerable<JsonObject> runs) => new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray([.. runs.DefaultIfEmpty(TeamsText.Run("(empty)"))]) };

    /// <summary>A heading for screen readers, too. A text block reads Markdown, so that only words of the bot's own may stand here.</summary>
    internal static JsonObject Heading(string own) => new()
    {
        ["type"] = "TextBlock",
        ["text"] = own,
        ["style"] = "heading",
        ["weight"] = "Bolder",
        ["wrap"] = true,
        ["separator"] = true,
        ["spacing"] = "Medium",
    };

    /// <param name="style">"attention", "warning", "good", "emphasis" or "default".</param>
    internal static JsonObject Container(string style, IEnumerable<JsonNode> items) =>
        new() { ["type"] = "Container", ["style"] = style, ["bleed"] = true, ["items"] = new JsonArray([.. items]) };

    internal static JsonObject Note(string botText) => Line(TeamsText.Runs(botText, 300, subtle: true)).With("spacing", "Medium");

    internal static JsonObject Tight(this JsonObject element) => element.With("spacing", "None");

    internal static JsonObject Near(this JsonObject element) => element.With("spacing", "Small");
}
