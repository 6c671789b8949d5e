using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>Modals and Home: a trigger opens one view within 3 s, once.</summary>
internal sealed class StrictViews
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> triggers = new();
    private readonly ConcurrentDictionary<string, JsonObject> views = new();
    private int last;

    /// <summary>Modals as they are shown, by id.</summary>
    internal IReadOnlyDictionary<string, JsonObject> Open => views;

    internal ConcurrentDictionary<string, JsonObject> Home { get; } = new();

    internal string Trigger()
    {
        var trigger = string.Create(CultureInfo.InvariantCulture, $"trigger.{Interlocked.Increment(ref last)}.{Guid.NewGuid():N}");
        triggers[trigger] = DateTimeOffset.UtcNow;
        return trigger;
    }

    internal JsonObject Answer(string method, JsonObject arguments)
    {
        var view = arguments["view"] as JsonObject;
        if (view is null || !StrictLimits.OfBlocks(view["blocks"] as JsonArray, 100) || ((string?)view["private_metadata"] ?? "").Length > 3_000
            || ((string?)view["type"] == "modal" && ((string?)view["title"]?["text"])?.Length is not (> 0 and <= 24))
            || ((string?)view["type"] == "modal" && view["submit"] is null && view["blocks"]!.AsArray().Any(b => (string?)b!["type"] == "input")))
        {
            return StrictSlack.Error("invalid_arguments");
        }

        switch (method)
        {
            case "views.open":
                if (!triggers.TryRemove((string?)arguments["trigger_id"] ?? "", out var given))
                {
                    return StrictSlack.Error("exchanged_trigger_id");
                }

                return DateTimeOffset.UtcNow - given > TimeSpan.FromSeconds(3) ? StrictSlack.Error("expired_trigger_id")
                    : Show($"V{Interlocked.Increment(ref last)}", view);
            case "views.update":
                return views.ContainsKey((string?)arguments["view_id"] ?? "") ? Show((string)arguments["view_id"]!, view) : StrictSlack.Error("not_found");
            case "views.publish":
                Home[(string)arguments["user_id"]!] = view.DeepClone().AsObject();
                return StrictSlack.Ok();
            default:
                return StrictSlack.Error("unknown_method");
        }
    }

    private JsonObject Show(string id, JsonObject view)
    {
        views[id] = view.DeepClone().AsObject();
        return new JsonObject { ["ok"] = true, ["view"] = new JsonObject { ["id"] = id } };
    }
}
