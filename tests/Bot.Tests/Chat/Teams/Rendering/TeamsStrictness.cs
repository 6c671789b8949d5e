using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentBot.Bot.Tests.Chat.Teams.Rendering;

/// <summary>The limits of Teams and the rules of Adaptive Cards 1.5, and what must never stand in a text: everything that Teams would refuse or obey.</summary>
internal static partial class TeamsStrictness
{
    internal const int MostBytes = 25_000;

    private static readonly string[] Styles = ["attention", "warning", "good", "emphasis", "default"];

    internal static List<string> Text(string text)
    {
        var faults = new List<string>();
        Check(faults, !string.IsNullOrWhiteSpace(text), "empty text");
        Check(faults, JsonSerializer.SerializeToUtf8Bytes(text, IncidentBot.Chat.Teams.Rendering.TeamsElements.Json).Length < MostBytes, "text is too large");
        Check(faults, !Hidden().IsMatch(text), "hidden characters");
        return faults;
    }

    internal static List<string> Card(JsonObject card)
    {
        var faults = new List<string>();
        var bytes = Encoding.UTF8.GetByteCount(card.ToJsonString(IncidentBot.Chat.Teams.Rendering.TeamsElements.Json));
        Check(faults, bytes < MostBytes, $"the card has {bytes} bytes");
        Check(faults, (string?)card["type"] == "AdaptiveCard" && (string?)card["version"] == "1.5", "type or version");
        faults.AddRange(Text((string?)card["fallbackText"] ?? ""));
        Check(faults, !((string)card["fallbackText"]!).Contains("{{TIME(2", StringComparison.Ordinal), "fallbackText expands nothing");
        Elements(faults, (JsonArray)card["body"]!);
        var inputs = All(card["body"]).Select(e => (string?)e["id"]).OfType<string>().ToList();
        Check(faults, inputs.Distinct().Count() == inputs.Count, "an id stands twice");
        if (card["refresh"] is { } refresh)
        {
            Check(faults, ((JsonArray)refresh["userIds"]!).Count is > 0 and <= 60, "userIds");
            Action(faults, (JsonObject)refresh["action"]!);
        }

        return faults;
    }

    /// <summary>Every element, those within containers too.</summary>
    internal static IEnumerable<JsonObject> All(JsonNode? elements) => ((JsonArray?)elements ?? []).Select(e => (JsonObject)e!)
        .SelectMany(e => (string?)e["type"] == "Container" ? All(e["items"]).Prepend(e) : [e]);

    private static void Elements(List<string> faults, JsonArray elements)
    {
        Check(faults, elements.Count > 0, "nothing to show");
        foreach (var element in elements.Select(e => (JsonObject)e!))
        {
            switch ((string?)element["type"])
            {
                case "TextBlock":
                    // Reads Markdown: only the bot's own words may stand here.
                    Check(faults, Own().IsMatch((string)element["text"]!), $"a text block with what may be Markdown: {element["text"]}");
                    break;
                case "RichTextBlock":
                    Runs(faults, (JsonArray)element["inlines"]!);
                    break;
                case "Container":
                    Check(faults, Styles.Contains((string)element["style"]!), "container style");
                    Elements(faults, (JsonArray)element["items"]!);
                    break;
                case "ActionSet":
                    var actions = (JsonArray)element["actions"]!;
                    Check(faults, actions.Count is > 0 and <= 6, $"{actions.Count} actions in a set");
                    actions.ToList().ForEach(a => Action(faults, (JsonObject)a!));
                    break;
                case "Input.Text" or "Input.Number" or "Input.ChoiceSet":
                    Input(faults, element);
                    break;
                default:
                    faults.Add($"unknown element {element["type"]}");
                    break;
            }
        }
    }

    private static void Runs(List<string> faults, JsonArray runs)
    {
        Check(faults, runs.Count > 0, "no runs");
        foreach (var run in runs)
        {
            var text = (string)run!["text"]!;
            Check(faults, (string?)run["type"] == "TextRun" && text.Length > 0 && !text.Contains('\n', StringComparison.Ordinal), "run");
            Shown(faults, text);
        }
    }

    private static void Action(List<string> faults, JsonObject action)
    {
        Check(faults, (string?)action["type"] == "Action.Execute", "type of action");
        Check(faults, (string?)action["verb"] is "press" or "open" or "submit" or "refresh", "verb");
        Check(faults, ((string)action["title"]!).Length is > 0 and <= 60, $"title: {action["title"]}");
        Check(faults, (string?)action["style"] is null or "positive" or "destructive", "style");
        Shown(faults, (string)action["title"]!);
    }

    private static void Input(List<string> faults, JsonObject input)
    {
        Check(faults, ((string)input["id"]!).StartsWith("field.", StringComparison.Ordinal) && !string.IsNullOrEmpty((string?)input["label"]), "input");
        Check(faults, input["isRequired"] is null || input["errorMessage"] is not null, "a required input without a message");
        Shown(faults, (string)input["label"]!);
        if (input["choices"] is JsonArray choices)
        {
            Check(faults, choices.Count is > 0 and <= 100 && choices.All(c => ((string)c!["title"]!).Length > 0 && ((string)c["value"]!).Length > 0), "choices");
            Check(faults, input["value"] is not { } chosen || choices.Any(c => JsonNode.DeepEquals(c!["value"], chosen)), "chosen");
        }
    }

    private static void Shown(List<string> faults, string text)
    {
        Check(faults, !Hidden().IsMatch(text), "hidden characters");
        Check(faults, !Macro().IsMatch(Mine().Replace(text, "")), $"a macro that is not the bot's: {text}");
    }

    private static void Check(List<string> faults, bool holds, string fault)
    {
        if (!holds)
        {
            faults.Add(fault);
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9 (),]{1,150}\z")]
    private static partial Regex Own();

    [GeneratedRegex(@"\{\{TIME\([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z\)\}\} here")]
    private static partial Regex Mine();

    [GeneratedRegex(@"\{\{\s*(DATE|TIME)", RegexOptions.IgnoreCase)]
    private static partial Regex Macro();

    [GeneratedRegex(@"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")]
    private static partial Regex Hidden();
}
