using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Chat.Slack.Rendering;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Slack.Inbound;

/// <summary>A delivery as it was taken: durable when this is there.</summary>
/// <param name="Body">What the acknowledgement must say; null for nothing.</param>
/// <param name="After">What is to be done right after the acknowledgement; null for nothing.</param>
internal sealed record SlackTaken(JsonObject? Body = null, Func<CancellationToken, Task>? After = null)
{
    internal static SlackTaken Quietly { get; } = new();
}

/// <summary>Makes a verified delivery durable, once, however often and on whatever way it comes; asks Slack nothing.</summary>
internal sealed class SlackIntake(IInbox inbox, SlackEvents events, SlackDialogs dialogs, SlackErrands errands, SlackAccounts accounts, TimeProvider clock)
{
    /// <summary>Where a delivery has no id at all, the same words of the same person within this time are the same delivery.</summary>
    private static readonly TimeSpan Same = TimeSpan.FromSeconds(10);

    internal async Task<SlackTaken> Take(SlackPayload payload, string? envelope, CancellationToken cancel) => payload.Type switch
    {
        "event_callback" => await events.Take(payload, cancel),
        "command" => await Command(payload, envelope, cancel),
        "block_actions" => await Pressed(payload, envelope, cancel),
        "view_submission" => await Submitted(payload, envelope, cancel),
        "message_action" when payload.Text("callback_id") == "declare-from-message" => new SlackTaken(After: c => dialogs.OpenNamed(
            SlackForms.Declare, payload.Text("trigger_id") ?? "", payload.Text("channel", "id") ?? "", SlackText.Unescape(payload.Text("message", "text") ?? "", accounts.Mentioned), c)),
        "message_action" => await Shortcut(payload, envelope, cancel),
        "shortcut" => new SlackTaken(After: c => dialogs.OpenNamed(SlackForms.Declare, payload.Text("trigger_id") ?? "", "", "", c)),
        _ => SlackTaken.Quietly,
    };

    private async Task<SlackTaken> Command(SlackPayload payload, string? envelope, CancellationToken cancel)
    {
        var (user, channel) = (payload.Text("user_id") ?? "", payload.Text("channel_id") ?? "");
        var text = SlackText.Unescape(payload.Text("text") ?? "", accounts.Mentioned).Trim();
        if (SlackDialogs.NamedFor(text) is { } form)
        {
            return new SlackTaken(After: c => dialogs.OpenNamed(form, payload.Text("trigger_id") ?? "", channel, "", c));
        }

        var line = text.Length == 0 ? "help" : text;
        await Add(Delivery("command", payload, envelope, $"{user}/{channel}/{line}"), channel, payload.Team!, user, payload.Text("user_name"), line, null, None, cancel);
        return SlackTaken.Quietly;
    }

    private async Task<SlackTaken> Pressed(SlackPayload payload, string? envelope, CancellationToken cancel)
    {
        if (payload.At("actions") is not { ValueKind: JsonValueKind.Array } actions || actions.GetArrayLength() == 0)
        {
            return SlackTaken.Quietly;
        }

        var action = new SlackPayload(actions[0]);
        var (id, value) = (action.Text("action_id") ?? "", action.Text("value") ?? action.Text("selected_option", "value"));
        var (trigger, channel) = (payload.Text("trigger_id") ?? "", payload.Text("channel", "id") ?? payload.Text("container", "channel_id") ?? "");
        if (SlackActions.FormOf(id) is { } form)
        {
            return new SlackTaken(After: c => dialogs.OpenNamed(form, trigger, channel, "", c));
        }

        if (SlackActions.ButtonOf(id, value) is not { } button)
        {
            return SlackTaken.Quietly;
        }

        if (SlackActions.OpensForm(id))
        {
            return new SlackTaken(After: c => dialogs.OpenFor(button, trigger, channel, c));
        }

        var user = payload.Text("user", "id") ?? "";
        await Add(Delivery("action", payload, envelope, $"{user}/{channel}/{button}"), channel, UserTeam(payload), user, payload.Text("user", "username") ?? payload.Text("user", "name"),
            null, button, None, cancel);
        return SlackTaken.Quietly;
    }

    private async Task<SlackTaken> Submitted(SlackPayload payload, string? envelope, CancellationToken cancel)
    {
        if (SlackModalMark.Read(payload.Text("view", "private_metadata")) is not { } mark)
        {
            return SlackTaken.Quietly;
        }

        var fields = SlackModal.Fields(payload.At("view", "state"));
        if (await dialogs.Faults(mark, fields, cancel) is { Count: > 0 } faults)
        {
            return new SlackTaken(SlackModal.Errors(faults));
        }

        var user = payload.Text("user", "id") ?? "";
        var room = mark.Room.Length > 0 ? mark.Room : await dialogs.DefaultRoom(user, cancel);
        var line = mark.Form is null ? null : SlackForms.Line(mark.Form, fields, mark.Draft);
        var key = Delivery("view", payload, envelope, $"{user}/{payload.Text("view", "id")}/{payload.Text("view", "hash")}");
        await Add(key, room, UserTeam(payload), user, payload.Text("user", "username") ?? payload.Text("user", "name"), line, mark.Button, mark.Button is null ? None : fields, cancel);
        return SlackTaken.Quietly;
    }

    private async Task<SlackTaken> Shortcut(SlackPayload payload, string? envelope, CancellationToken cancel)
    {
        if (payload.Text("message", "ts") is { } ts && payload.Text("channel", "id") is { } channel)
        {
            await errands.Add(Delivery("shortcut", payload, envelope, $"{channel}/{ts}"), new SlackErrandWork(
                SlackErrandWork.Pin, UserTeam(payload), channel, ts, payload.Text("user", "id") ?? "", payload.Text("message", "text"),
                payload.Text("message", "user"), payload.Text("message", "username"), null), cancel);
        }

        return SlackTaken.Quietly;
    }

    private static readonly Dictionary<string, string> None = [];

    private Task<InboxReceipt> Add(
        string delivery, string room, string team, string user, string? name, string? text, string? button, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var inbound = new ChatInbound(SlackChat.PlatformName, delivery, room, accounts.PersonOf(team, user), accounts.KnownName(user, name), text, button, fields, now);
        return inbox.Add(new InboxItem("chat", $"{SlackChat.PlatformName}/{delivery}", JsonSerializer.Serialize(inbound, WorkflowJson.Options), now), cancel);
    }

    private string Delivery(string kind, SlackPayload payload, string? envelope, string words) =>
        payload.Text("trigger_id") is { Length: > 0 } trigger ? $"{kind}/{trigger}"
        : envelope is not null ? $"{kind}/{envelope}"
        : string.Create(CultureInfo.InvariantCulture, $"{kind}/{words}/{clock.GetUtcNow().Ticks / Same.Ticks}");

    private static string UserTeam(SlackPayload payload) => payload.Text("user", "team_id") ?? payload.Team!;
}
