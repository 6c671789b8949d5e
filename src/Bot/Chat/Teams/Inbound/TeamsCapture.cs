using System.Globalization;
using System.Text.Json;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>Messages for the timeline: kept by a reaction or by the action on a message; edits and deletions of what was kept follow.</summary>
internal sealed class TeamsCapture(IInbox inbox, IOutbox outbox, RoomBook rooms, TeamsHeard heard, TeamsAccounts accounts, TeamsOptions options, TimeProvider clock)
{
    /// <summary>A message that does not speak to the bot, where Teams shows such ones.</summary>
    internal async Task Heard(TeamsActivity activity, CancellationToken cancel)
    {
        if (activity.Id.Length > 0 && await IsOfIncident(activity.Conversation, cancel))
        {
            await heard.Keep(TeamsActivity.Channel(activity.Conversation), activity.Id, Read(activity), cancel);
        }
    }

    /// <summary>A reaction: the configured one keeps the message, and none ever decides anything.</summary>
    internal async Task Reacted(TeamsActivity activity, ChatInbound said, CancellationToken cancel)
    {
        if (activity.ReplyTo is not { Length: > 0 } message || !activity.Each("reactionsAdded").Any(r => r.Text("type") == options.CaptureEmoji)
            || !await IsOfIncident(activity.Conversation, cancel))
        {
            return;
        }

        if (await heard.Find(TeamsActivity.Channel(activity.Conversation), message, cancel) is not { } found)
        {
            var post = new ChatPost("refusal", "The message was not kept: Teams does not show the bot what it says.\nOpen the menu of the message, and choose the bot's action \"Keep in the timeline\".");
            await outbox.Enqueue(
                [new OutboxMessage($"answer/chat/{TeamsAccounts.PlatformName}/{said.Delivery}", RoomBook.Direct(said.Platform, said.Room), OutboxKinds.Whisper,
                    JsonSerializer.Serialize(new Whispered(said.Person, post), WorkflowJson.Options), OutboxPriority.Approval, null, clock.GetUtcNow())], null, cancel);
            return;
        }

        await Pin(said, activity, message, found, null, cancel);
    }

    /// <summary>The action on a message; answers what came of it, for the person who chose it.</summary>
    internal async Task<string> Kept(TeamsActivity activity, ChatInbound said, CancellationToken cancel)
    {
        var payload = new TeamsActivity(activity.At("value", "messagePayload"));
        if (payload.Id.Length == 0)
        {
            return "Teams did not say which message is meant: nothing was kept.";
        }

        if (!await IsOfIncident(activity.Conversation, cancel))
        {
            return "This conversation belongs to no incident: nothing was kept. Do it in the incident's room.";
        }

        var at = DateTimeOffset.TryParse(payload.Text("createdDateTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : clock.GetUtcNow();
        var author = payload.Text("from", "user", "displayName") ?? payload.Text("from", "application", "displayName") ?? "unknown";
        var text = TeamsHtml.Plain(payload.Text("body", "content") ?? "", payload.Text("body", "contentType"));
        await Pin(said, activity, payload.Id, new HeardMessage(author, text.Length > 0 ? text : "(no text)", at), payload.Text("linkToMessage"), cancel);
        return "It goes into the timeline, with its author, its time and your name.";
    }

    /// <summary>An edit or a deletion; of a message that nobody kept it changes nothing.</summary>
    internal async Task Changed(TeamsActivity activity, ChatInbound said, CancellationToken cancel)
    {
        if (activity.Id.Length == 0 || !await IsOfIncident(activity.Conversation, cancel))
        {
            return;
        }

        var (channel, isDeleted) = (TeamsActivity.Channel(activity.Conversation), activity.Type == "messageDelete");
        var text = isDeleted ? "" : TeamsWords.Said(activity, accounts);
        if (!isDeleted && await heard.Find(channel, activity.Id, cancel) is { } before)
        {
            await heard.Keep(channel, activity.Id, before with { Text = text }, cancel);
        }

        await inbox.Add(TeamsPressed.ToInbox(said with
        {
            Text = isDeleted ? ChatInbound.Deleted : ChatInbound.Edited,
            PersonName = isDeleted ? "" : said.PersonName,
            Fields = new Dictionary<string, string> { ["message"] = NameOf(channel, activity.Id), ["text"] = text },
        }), cancel);
    }

    private Task<InboxReceipt> Pin(ChatInbound said, TeamsActivity activity, string message, HeardMessage found, string? link, CancellationToken cancel)
    {
        var channel = TeamsActivity.Channel(activity.Conversation);
        var fields = new Dictionary<string, string>
        {
            ["author"] = found.Author,
            ["saidAt"] = found.At.UtcDateTime.ToString(WorkflowJson.TimeFormat, CultureInfo.InvariantCulture),
            ["text"] = found.Text,
            ["message"] = NameOf(channel, message),
        };
        var address = Link(link) ?? (activity.Scope == "channel" ? LinkTo(channel, activity.Conversation, message) : null);
        if (address is not null)
        {
            fields["link"] = address;
        }

        return inbox.Add(TeamsPressed.ToInbox(said with { Text = $"pin {message}", Fields = fields }), cancel);
    }

    private HeardMessage Read(TeamsActivity activity) =>
        new(accounts.KnownName(activity.User, activity.UserName), TeamsWords.Said(activity, accounts), activity.SaidAt ?? clock.GetUtcNow());

    private async Task<bool> IsOfIncident(string room, CancellationToken cancel) => await rooms.IncidentOf(TeamsAccounts.PlatformName, room, cancel) is { IsOpen: true };

    /// <summary>The name of a message that edits and deletions are matched by.</summary>
    private static string NameOf(string channel, string message) => $"{TeamsAccounts.PlatformName}/{channel}/{message}";

    /// <summary>Only Teams' own: what a client writes here is shown to others as a link.</summary>
    private static string? Link(string? told) =>
        Uri.TryCreate(told, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host is "teams.microsoft.com" or "teams.cloud.microsoft" ? told : null;

    private string LinkTo(string channel, string conversation, string message)
    {
        const string mark = ";messageid=";
        var root = conversation.IndexOf(mark, StringComparison.Ordinal) is > 0 and var at ? conversation[(at + mark.Length)..] : message;
        return $"https://teams.microsoft.com/l/message/{Uri.EscapeDataString(channel)}/{Uri.EscapeDataString(message)}"
            + $"?tenantId={Uri.EscapeDataString(options.TenantId)}&parentMessageId={Uri.EscapeDataString(root)}";
    }
}
