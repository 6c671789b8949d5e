using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>One field of a form as an input block.</summary>
internal static class SlackInput
{
    /// <param name="isShown">Whether what its hint says stands above it already: then it is the placeholder.</param>
    internal static JsonObject Of(CardField field, bool isShown = false) => new JsonObject
    {
        ["type"] = "input",
        ["block_id"] = SlackModal.BlockId(field.Name),
        ["optional"] = !field.Required,
        ["label"] = SlackBlocks.Plain(field.Label.Length == 0 ? field.Name : field.Label, SlackLimits.InputLabel),
        ["element"] = isShown ? Element(field).With("placeholder", SlackBlocks.Plain(field.Hint, SlackLimits.Placeholder)) : Element(field),
    }.With("hint", isShown || string.IsNullOrWhiteSpace(Hint(field)) ? null : SlackBlocks.Plain(Hint(field), SlackLimits.InputHint));

    /// <summary>What an element of the view's state holds.</summary>
    internal static string Value(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        var holder = element.TryGetProperty("selected_option", out var option) && option.ValueKind == JsonValueKind.Object ? option : element;
        return holder.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }

    private static JsonObject Element(CardField field) => field.Kind switch
    {
        "choice" when IsMenu(field) => Menu(field),
        "number" => Box(field, "number_input")
            .With("is_decimal_allowed", field.Value.Contains('.', StringComparison.Ordinal)).With("min_value", "0"),
        "long-text" => Box(field, "plain_text_input").With("multiline", true).With("max_length", SlackLimits.InputText),
        _ => Box(field, "plain_text_input").With("max_length", SlackLimits.InputText),
    };

    private static JsonObject Box(CardField field, string type) => new JsonObject { ["type"] = type, ["action_id"] = SlackModal.BlockId(field.Name) }
        .With("initial_value", field.Value.Length == 0 ? null : SlackCut.Raw(field.Value, SlackLimits.InputText));

    /// <summary>An empty choice is the menu left alone: Slack has no option without words.</summary>
    private static JsonObject Menu(CardField field)
    {
        var options = Choices(field).Select(Option).ToList();
        return new JsonObject
        {
            ["type"] = "static_select",
            ["action_id"] = SlackModal.BlockId(field.Name),
            ["options"] = new JsonArray([.. options]),
        }.With("initial_option", Choices(field).Contains(field.Value) ? Option(field.Value) : null);
    }

    private static JsonObject Option(string choice) => new() { ["text"] = SlackBlocks.Plain(choice, SlackLimits.OptionLabel), ["value"] = choice };

    private static IEnumerable<string> Choices(CardField field) => field.Choices.Where(c => c.Length > 0).Distinct();

    /// <summary>Choices that a menu cannot hold are typed; the hint lists them.</summary>
    private static bool IsMenu(CardField field) => Choices(field).Count() is > 0 and <= SlackLimits.Options && Choices(field).All(c => c.Length <= SlackLimits.OptionValue);

    private static string Hint(CardField field) =>
        field.Kind == "choice" && !IsMenu(field) && field.Choices.Count > 0 ? $"{field.Hint} One of: {string.Join(", ", Choices(field))}".Trim() : field.Hint;
}
