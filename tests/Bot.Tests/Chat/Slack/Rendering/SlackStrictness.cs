using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentBot.Bot.Tests.Chat.Slack.Rendering;

/// <summary>Slack's own limits, as its Block Kit reference states them, and what must never stand in a text: everything that Slack would refuse or obey.</summary>
internal static partial class SlackStrictness
{
    private static readonly Dictionary<string, int> Texts = new()
    {
        ["section"] = 3000,
        ["header"] = 150,
        ["context"] = 3000,
        ["button"] = 75,
        ["label"] = 2000,
        ["hint"] = 2000,
        ["option"] = 75,
        ["title"] = 24,
        ["submit"] = 24,
        ["close"] = 24,
        ["confirm.title"] = 100,
        ["confirm.text"] = 300,
        ["confirm.confirm"] = 30,
        ["confirm.deny"] = 30,
    };

    internal static List<string> Message(string text, JsonArray? blocks)
    {
        var faults = new List<string>();
        Check(faults, text.Length is > 0 and <= 3100, $"text has {text.Length} characters");
        Markup(faults, text);
        if (blocks is not null)
        {
            Blocks(faults, blocks, 50);
            var total = blocks.Sum(b => b!["text"]?["text"]?.GetValue<string>().Length ?? 0);
            Check(faults, total <= 12_500, $"sections have {total} characters together");
        }

        return faults;
    }

    internal static List<string> View(JsonObject view)
    {
        var faults = new List<string>();
        var modal = view["type"]!.GetValue<string>() == "modal";
        Check(faults, modal || view["type"]!.GetValue<string>() == "home", "type");
        foreach (var part in modal ? new[] { "title", "close" } : [])
        {
            Text(faults, view[part], part, plain: true);
        }

        if (view["submit"] is { } submit)
        {
            Text(faults, submit, "submit", plain: true);
        }

        var inputs = ((JsonArray)view["blocks"]!).Any(b => b!["type"]!.GetValue<string>() == "input");
        Check(faults, !inputs || view["submit"] is not null, "inputs without submit");
        Check(faults, (view["private_metadata"]?.GetValue<string>().Length ?? 0) <= 3000, "private_metadata");
        Blocks(faults, (JsonArray)view["blocks"]!, 100);
        return faults;
    }

    private static void Blocks(List<string> faults, JsonArray blocks, int most)
    {
        Check(faults, blocks.Count >= 1 && blocks.Count <= most, $"{blocks.Count} blocks");
        var ids = blocks.Select(b => b!["block_id"]?.GetValue<string>()).OfType<string>().ToList();
        Check(faults, ids.Distinct().Count() == ids.Count && ids.All(i => i.Length is > 0 and <= 255), "block_id");
        var actions = blocks.SelectMany(b => (b!["elements"] as JsonArray ?? []).Append(b["element"])).Select(e => e?["action_id"]?.GetValue<string>()).OfType<string>().ToList();
        Check(faults, actions.Distinct().Count() == actions.Count && actions.All(i => i.Length is > 0 and <= 255), "action_id");
        foreach (var block in blocks.Select(b => (JsonObject)b!))
        {
            Block(faults, block);
        }
    }

    private static void Block(List<string> faults, JsonObject block)
    {
        var type = block["type"]!.GetValue<string>();
        switch (type)
        {
            case "divider":
                break;
            case "header" or "section":
                Text(faults, block["text"], type, plain: type == "header");
                break;
            case "context":
                Check(faults, ((JsonArray)block["elements"]!).Count is > 0 and <= 10, "context elements");
                Each(block["elements"]!, e => Text(faults, e, "context", plain: false));
                break;
            case "actions":
                Check(faults, ((JsonArray)block["elements"]!).Count is > 0 and <= 25, "actions elements");
                Each(block["elements"]!, e => Button(faults, e));
                break;
            case "input":
                Text(faults, block["label"], "label", plain: true);
                if (block["hint"] is { } hint)
                {
                    Text(faults, hint, "hint", plain: true);
                }

                Input(faults, (JsonObject)block["element"]!);
                break;
            default:
                faults.Add($"unknown block {type}");
                break;
        }
    }

    private static void Button(List<string> faults, JsonNode button)
    {
        Text(faults, button["text"], "button", plain: true);
        Check(faults, button["value"]!.GetValue<string>().Length <= 2000, "button value");
        Check(faults, button["style"] is null || button["style"]!.GetValue<string>() is "primary" or "danger", "button style");
        if (button["confirm"] is { } confirm)
        {
            foreach (var part in new[] { "title", "text", "confirm", "deny" })
            {
                Text(faults, confirm[part], "confirm." + part, plain: true);
            }
        }
    }

    private static void Input(List<string> faults, JsonObject element)
    {
        var initial = element["initial_value"]?.GetValue<string>();
        switch (element["type"]!.GetValue<string>())
        {
            case "plain_text_input":
                Check(faults, element["max_length"]!.GetValue<int>() is > 0 and <= 3000 && (initial?.Length ?? 1) is > 0 and <= 3000, "plain_text_input");
                break;
            case "number_input":
                Check(faults, initial is null || element["is_decimal_allowed"]!.GetValue<bool>() || !initial.Contains('.', StringComparison.Ordinal), "number_input");
                break;
            case "static_select":
                var options = (JsonArray)element["options"]!;
                Check(faults, options.Count is > 0 and <= 100, "options");
                Each(options, o => Text(faults, o["text"], "option", plain: true));
                Check(faults, options.All(o => o!["value"]!.GetValue<string>().Length is > 0 and <= 150), "option value");
                Check(faults, element["initial_option"] is not { } chosen || options.Any(o => JsonNode.DeepEquals(o, chosen)), "initial_option");
                break;
            default:
                faults.Add($"unknown element {element["type"]}");
                break;
        }
    }

    private static void Text(List<string> faults, JsonNode? text, string place, bool plain)
    {
        var value = text?["text"]?.GetValue<string>() ?? "";
        Check(faults, !string.IsNullOrWhiteSpace(value) && value.Length <= Texts[place], $"{place}: {value.Length} characters");
        Check(faults, text?["type"]?.GetValue<string>() == (plain ? "plain_text" : "mrkdwn"), $"{place}: type");
        Check(faults, plain ? text?["emoji"]?.GetValue<bool>() == false : text?["verbatim"]?.GetValue<bool>() == true, $"{place}: Slack would make something of names and pictures");
        Check(faults, !Hidden().IsMatch(value) && value.EnumerateRunes().All(r => r.Value != 0xfffd || value.Contains('\ufffd', StringComparison.Ordinal)), $"{place}: hidden characters");
        if (plain)
        {
            Check(faults, !value.Contains('<', StringComparison.Ordinal) && !value.Contains('>', StringComparison.Ordinal), $"{place}: angle brackets");
        }
        else
        {
            Markup(faults, value);
        }
    }

    /// <summary>The only tokens that may stand are the bot's own dates and channels; every other bracket and ampersand is an entity.</summary>
    private static void Markup(List<string> faults, string text)
    {
        var rest = Own().Replace(text, "");
        Check(faults, !rest.Contains('<', StringComparison.Ordinal) && !rest.Contains('>', StringComparison.Ordinal), $"a token that is not the bot's: {rest}");
        Check(faults, !Ampersand().IsMatch(rest), $"an ampersand that is no entity: {rest}");
        Check(faults, !Everybody().IsMatch(Code().Replace(rest, "")), $"a call to everybody: {rest}");
        Check(faults, !Hidden().IsMatch(text), "hidden characters");
    }

    private static void Each(JsonNode list, Action<JsonNode> check)
    {
        foreach (var item in (JsonArray)list)
        {
            check(item!);
        }
    }

    private static void Check(List<string> faults, bool holds, string fault)
    {
        if (!holds)
        {
            faults.Add(fault);
        }
    }

    [GeneratedRegex(@"<!date\^[0-9-]+\^\{date_short_pretty\} \{time_secs\}\|[0-9: -]+ UTC>|<#[A-Z0-9]{2,}>")]
    private static partial Regex Own();

    [GeneratedRegex("&(?!amp;|lt;|gt;)")]
    private static partial Regex Ampersand();

    [GeneratedRegex("@(channel|here|everyone)", RegexOptions.IgnoreCase)]
    private static partial Regex Everybody();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex Code();

    [GeneratedRegex(@"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")]
    private static partial Regex Hidden();
}
