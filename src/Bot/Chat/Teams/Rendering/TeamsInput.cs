using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Teams.Rendering;

/// <summary>One field of a form as an input, its hint below it.</summary>
internal static class TeamsInput
{
    /// <summary>The press form is known by its field: what is to be typed stands above it already.</summary>
    internal const string Phrase = "phrase";

    /// <param name="longest">Characters that a text of this field may have here.</param>
    internal static IEnumerable<JsonObject> Of(CardField field, int longest)
    {
        var label = TeamsText.Line(string.IsNullOrWhiteSpace(field.Label) ? field.Name : field.Label, Math.Min(longest, 150));
        yield return Element(field, longest)
            .With("id", TeamsButtons.InputId(field.Name)).With("label", label)
            .With("isRequired", field.Required ? true : null)
            .With("errorMessage", field.Required ? $"{TeamsText.Line(label, 60)}: this is needed." : null);
        if (field.Name != Phrase && Hint(field) is { Length: > 0 } hint)
        {
            yield return TeamsElements.Line(TeamsText.Runs(hint, Math.Min(longest, 400), subtle: true)).Tight();
        }
    }

    private static JsonObject Element(CardField field, int longest) => field.Kind switch
    {
        "choice" when IsMenu(field, longest) => Menu(field),
        "number" => new JsonObject { ["type"] = "Input.Number", ["min"] = 0 }
            .With("value", decimal.TryParse(field.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null),
        "long-text" => Box(field, longest).With("isMultiline", true),
        _ => Box(field, longest),
    };

    private static JsonObject Box(CardField field, int longest) => new JsonObject { ["type"] = "Input.Text", ["maxLength"] = TeamsLimits.FieldText }
        .With("value", field.Value.Length == 0 ? null : TeamsText.Lines(field.Value, longest));

    /// <summary>An empty choice is the menu left alone.</summary>
    private static JsonObject Menu(CardField field) => new JsonObject
    {
        ["type"] = "Input.ChoiceSet",
        ["style"] = "compact",
        ["choices"] = new JsonArray([.. Choices(field).Select(c => new JsonObject { ["title"] = TeamsText.Line(c, TeamsLimits.ChoiceText), ["value"] = c })]),
    }.With("value", Choices(field).Contains(field.Value) ? field.Value : null)
        .With("placeholder", field.Required ? null : "(left alone)");

    private static IEnumerable<string> Choices(CardField field) => field.Choices.Where(c => !string.IsNullOrWhiteSpace(c)).Distinct();

    /// <summary>Choices that a menu cannot hold are typed; the hint lists them.</summary>
    private static bool IsMenu(CardField field, int longest) =>
        Choices(field).Count() is > 0 and <= TeamsLimits.Choices && Choices(field).All(c => c.Length <= Math.Min(longest, TeamsLimits.ChoiceText));

    private static string Hint(CardField field) => field.Kind == "choice" && field.Choices.Count > 0 && !IsMenu(field, TeamsLimits.ChoiceText)
        ? $"{field.Hint} One of: {string.Join(", ", Choices(field))}".Trim()
        : field.Hint.Trim();
}
