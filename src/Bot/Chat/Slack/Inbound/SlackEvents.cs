using System.Text.Json;
using IncidentBot.Chat.Slack.Rendering;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Slack.Inbound;

/// <summary>Events: mentions and direct messages are commands; pins, emoji, edits and deletions concern the timeline; Home and newcomers are shown what holds.</summary>
internal sealed class SlackEvents(
    IInbox inbox, SlackErrands errands, SlackAccounts accounts, SlackBot bot, SlackMemory memory, SlackHomePage home, RoomBook rooms, SlackOptions options, TimeProvider clock)
{
    private static readonly Dictionary<string, string> None = [];

    internal async Task<SlackTaken> Take(SlackPayload payload, CancellationToken cancel)
    {
        var happened = new SlackPayload(payload.At("event"));
        var user = happened.Text("user") ?? "";
        var channel = happened.Text("channel") ?? happened.Text("channel_id") ?? happened.Text("item", "channel") ?? "";
        var said = new SlackEvent(Key(payload, happened, channel), happened.Text("user_team") ?? payload.Team!, channel, user, happened);

        // What the bot itself or another bot does is nobody's command.
        if (happened.Text("bot_id") is not null || (user.Length > 0 && user == bot.KnownUser))
        {
            return SlackTaken.Quietly;
        }

        switch (happened.Type)
        {
            case "app_mention" when happened.Text("edited", "ts") is null:
                await Command(said, cancel);
                break;
            case "message" when happened.Text("subtype") is "message_changed" or "message_deleted":
                await Changed(said, cancel);
                break;
            case "reaction_added" when happened.Text("reaction") == options.CaptureEmoji && happened.Text("item", "type") == "message":
                await Pin(said, happened.Text("item", "ts"), null, null, cancel);
                break;
            case "pin_added" when happened.Text("item", "type") == "message" && happened.Text("item", "message", "bot_id") is null:
                await Pin(said, happened.Text("item", "message", "ts"), happened.Text("item", "message", "text"), happened.Text("item", "message", "user"), cancel);
                break;
            case "member_joined_channel" when await rooms.IncidentOf(SlackChat.PlatformName, channel, cancel) is not null:
                await Add(said, "status", cancel);
                break;
            case "app_home_opened" when happened.Text("tab") is null or "home":
                return new SlackTaken(After: c => home.Publish(said.Team, user, c));
        }

        return SlackTaken.Quietly;
    }

    private async Task Command(SlackEvent said, CancellationToken cancel)
    {
        if (said.User.Length > 0)
        {
            var text = SlackText.Unescape(Unmentioned(said.Happened.Text("text") ?? ""), accounts.Mentioned).Trim();
            await Add(said, text.Length == 0 ? "help" : text, cancel);
        }
    }

    private async Task Changed(SlackEvent said, CancellationToken cancel)
    {
        var happened = said.Happened;
        var isDeleted = happened.Text("subtype") == "message_deleted" || happened.Text("message", "subtype") == "tombstone";
        var ts = happened.Text("deleted_ts") ?? happened.Text("message", "ts");
        if (ts is null || !await memory.IsCaptured(SlackErrandWork.MessageOf(said.Channel, ts), cancel))
        {
            return;
        }

        var editor = happened.Text("message", "edited", "user") ?? happened.Text("message", "user") ?? "";
        await errands.Add(said.Key, new SlackErrandWork(
            isDeleted ? SlackErrandWork.Deleted : SlackErrandWork.Edited, said.Team, said.Channel, ts, editor, happened.Text("message", "text"), null, null, null), cancel);
    }

    private async Task Pin(SlackEvent said, string? ts, string? text, string? author, CancellationToken cancel)
    {
        if (ts is not null && said.User.Length > 0)
        {
            await errands.Add(said.Key, new SlackErrandWork(SlackErrandWork.Pin, said.Team, said.Channel, ts, said.User, text, author, null, null), cancel);
        }
    }

    private Task<InboxReceipt> Add(SlackEvent said, string text, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var inbound = new ChatInbound(
            SlackChat.PlatformName, said.Key, said.Channel, accounts.PersonOf(said.Team, said.User), accounts.KnownName(said.User, null), text, null, None, now);
        return inbox.Add(new InboxItem("chat", $"{SlackChat.PlatformName}/{said.Key}", JsonSerializer.Serialize(inbound, WorkflowJson.Options), now), cancel);
    }

    /// <summary>The same message has been seen under many event ids: what it is, where and when, is what makes it the same.</summary>
    private static string Key(SlackPayload payload, SlackPayload happened, string channel) =>
        $"event/{payload.Team}/{channel}/{happened.Text("event_ts") ?? happened.Text("ts") ?? payload.Text("event_id")}/{happened.Type}/{happened.Text("subtype")}";

    /// <summary>The first mention is the address on the envelope.</summary>
    private static string Unmentioned(string text)
    {
        text = text.TrimStart();
        return text.StartsWith("<@", StringComparison.Ordinal) && text.IndexOf('>', StringComparison.Ordinal) is > 0 and var end ? text[(end + 1)..].TrimStart(' ', ':', ',') : text;
    }

    private sealed record SlackEvent(string Key, string Team, string Channel, string User, SlackPayload Happened);
}
