using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentBot.Chat.Slack.Api;
using IncidentBot.Chat.Slack.Rendering;

namespace IncidentBot.Chat.Slack;

/// <summary>Posts once per key, although Slack knows no keys: the intent is durable first, and after an interruption the channel is searched for it.</summary>
internal sealed partial class SlackPosts(SlackClient slack, SlackMemory memory)
{
    internal const string EventType = "incidentbot_post";

    private const string Kind = "post";
    private const string Ephemeral = "whisper";

    /// <summary>What calls one person: that they are asked, or a decision that concerns them. All else answers something that they did.</summary>
    private static readonly string[] Calls = ["call", "decision"];

    /// <summary>Slack's clock and ours differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);
    private readonly Remembered<string> shown = new();

    internal Task<string> Post(string room, ChatPost post, string key, CancellationToken cancel) => Once(Kind, room, key, post.Aside, async () =>
    {
        var rendered = await Linked(SlackMessage.Of(post), cancel);
        var message = new PostMessage(room, rendered.Text, Copy(rendered.Blocks), new SlackMetadata(EventType, new SlackMark(key)), post.Aside ? await memory.CardOf(room, cancel) : null);
        var posted = await Posted(message, cancel);
        shown[$"{room}/{posted.Ts}"] = Hash(rendered);
        if (post.Card is not null)
        {
            await memory.KeepCard(room, posted.Ts, CancellationToken.None);
        }

        return posted.Ts;
    }, cancel);

    /// <summary>Shows a message to one user of a channel; a repeat after an interruption may show it twice, for nobody can look.</summary>
    internal Task Whisper(string room, string user, ChatPost post, string key, CancellationToken cancel) => Once(Ephemeral, room, $"{user}/{key}", false, async () =>
    {
        var rendered = SlackMessage.Of(post);

        // Who is called may be asleep, and in no channel: a direct message wakes them, and it stays.
        if (Calls.Contains(post.Kind) && await Called(room, user, rendered, cancel))
        {
            return "direct";
        }

        try
        {
            await slack.Call<Nothing>(SlackMethod.PostEphemeral, new PostEphemeral(room, user, rendered.Text, Copy(rendered.Blocks)), cancel);
            return "ephemeral";
        }
        catch (SlackErrorException e) when (e.Error is "user_not_in_channel" or "not_in_channel" or "channel_not_found" or "channel_type_not_supported")
        {
            // Said where the bot or the person is not: a direct message is as private.
            await Direct(user, rendered, cancel);
            return "direct";
        }
    }, cancel);

    internal async Task Edit(string room, string ts, ChatPost post, CancellationToken cancel)
    {
        var rendered = SlackMessage.Of(post);
        var (place, hash) = ($"{room}/{ts}", Hash(rendered));
        if (shown.Find(place) == hash)
        {
            return;
        }

        // Blocks are sent even where there are none, or those of before would stay.
        await slack.Call<Posted>(SlackMethod.Update, new UpdateMessage(room, ts, rendered.Text, Copy(rendered.Blocks) ?? []), cancel);
        shown[place] = hash;
    }

    private async Task<Posted> Posted(PostMessage message, CancellationToken cancel)
    {
        try
        {
            return await slack.Call<Posted>(SlackMethod.PostMessage, message, cancel);
        }
        catch (SlackErrorException e) when (e.Error is "thread_not_found" or "message_not_found" && message.ThreadTs is not null)
        {
            // Somebody deleted the card: chatter is said in the channel until there is another.
            return await slack.Call<Posted>(SlackMethod.PostMessage, message with { Blocks = Copy(message.Blocks), ThreadTs = null }, cancel);
        }
    }

    /// <summary>A room's name, said in code, becomes a link to it.</summary>
    private async Task<SlackRendered> Linked(SlackRendered rendered, CancellationToken cancel)
    {
        if (rendered.Blocks is null && RoomNamed().Match(rendered.Text) is { Success: true } named && await memory.ChannelOf(named.Groups["name"].Value, cancel) is { } channel)
        {
            return rendered with { Text = rendered.Text.Replace(named.Value, $"Its room is {SlackTokens.Channel(channel, named.Groups["name"].Value)}", StringComparison.Ordinal) };
        }

        return rendered;
    }

    private async Task<bool> Called(string room, string user, SlackRendered rendered, CancellationToken cancel)
    {
        try
        {
            await Direct(user, rendered with { Text = $"{rendered.Text}\nAnswer in {SlackTokens.Channel(room, room)}." }, cancel);
            return true;
        }
        catch (SlackErrorException)
        {
            // Without the scope for direct messages they are called in the channel.
            return false;
        }
    }

    private async Task Direct(string user, SlackRendered rendered, CancellationToken cancel)
    {
        var direct = await slack.Call<ChannelAnswer>(SlackMethod.OpenDirect, new OpenDirect(user), cancel);
        await slack.Call<Posted>(SlackMethod.PostMessage, new PostMessage(direct.Channel.Id, rendered.Text, Copy(rendered.Blocks), null), cancel);
    }

    private async Task<string> Once(string kind, string room, string key, bool aside, Func<Task<string>> act, CancellationToken cancel)
    {
        var turn = turns.GetOrAdd($"{kind}/{room}/{key}", _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancel);
        try
        {
            var before = await memory.Find(kind, room, key, cancel);
            if (before?.Result is { } known)
            {
                return known;
            }

            // A crash after the call and before its answer is kept is found here.
            if (before is not null && kind == Kind && await Search(room, key, before.At, aside, cancel) is { } found)
            {
                await memory.Keep(kind, room, key, found, cancel);
                return found;
            }

            if (before is null)
            {
                await memory.Intend(kind, room, key, "", cancel);
            }

            var result = await Act(kind, room, key, act, CancellationToken.None);
            await memory.Keep(kind, room, key, result, CancellationToken.None);
            return result;
        }
        finally
        {
            turn.Release();
            turns.TryRemove($"{kind}/{room}/{key}", out _);
        }
    }

    private async Task<string> Act(string kind, string room, string key, Func<Task<string>> act, CancellationToken cancel)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is SlackErrorException || (e is ChatUnavailableException && !e.Data.Contains(SlackClient.MayHaveHappened)))
        {
            await memory.Forget(kind, room, key, cancel);
            throw;
        }
    }

    /// <summary>Looks for the key among what was posted since; null if it is not there, or nobody may look.</summary>
    private async Task<string?> Search(string room, string key, DateTimeOffset since, bool aside, CancellationToken cancel)
    {
        var oldest = (since - Skew).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        if (aside && await InThread(room, key, oldest, cancel) is { } reply)
        {
            return reply;
        }

        string? latest = null;
        while (true)
        {
            MessagesAnswer page;
            try
            {
                page = await slack.Call<MessagesAnswer>(SlackMethod.History, new ReadHistory(room, oldest, latest, false, 200, true), cancel);
            }
            catch (SlackErrorException e) when (e.Error is "missing_scope" or "unknown_method" or "not_in_channel")
            {
                return null;
            }

            if (Marked(page, key) is { } found)
            {
                return found;
            }

            if (!page.HasMore || page.Messages.Count == 0 || page.Messages[^1].Ts == latest)
            {
                return null;
            }

            latest = page.Messages[^1].Ts;
        }
    }

    /// <summary>What is said in a thread is not in the channel's own history.</summary>
    private async Task<string?> InThread(string room, string key, string oldest, CancellationToken cancel)
    {
        try
        {
            return await memory.CardOf(room, cancel) is { } card
                ? Marked(await slack.Call<MessagesAnswer>(SlackMethod.Replies, new ReadReplies(room, card, oldest, null, false, 1000, true), cancel), key)
                : null;
        }
        catch (SlackErrorException)
        {
            return null;
        }
    }

    private static string? Marked(MessagesAnswer page, string key) =>
        page.Messages.FirstOrDefault(m => m.Metadata is { EventType: EventType, EventPayload.Key: { } at } && at == key)?.Ts;

    private static JsonArray? Copy(JsonArray? blocks) => (JsonArray?)blocks?.DeepClone();

    private static string Hash(SlackRendered rendered) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(rendered.Text + "\n" + rendered.Blocks?.ToJsonString())));

    [GeneratedRegex("Its room is `(?<name>[a-z0-9-]{1,80})`", RegexOptions.CultureInvariant)]
    private static partial Regex RoomNamed();
}
