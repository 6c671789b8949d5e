using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using IncidentBot.Chat.Slack.Api;

namespace IncidentBot.Chat.Slack;

/// <summary>Slack as a chat: rooms are public channels, message ids are Slack's ts. Each side effect of a room stands alone.</summary>
internal sealed partial class SlackChat(SlackClient slack, SlackMemory memory, SlackPosts posts, SlackRooms rooms, SlackAccounts accounts, ILogger<SlackChat> log)
    : IChatPlatform
{
    internal const string PlatformName = "slack";

    private const int LongestTopic = 250;

    private readonly ConcurrentDictionary<string, bool> unpinnable = new(StringComparer.Ordinal);

    public string Name => PlatformName;

    public async Task<OpenedRoom> OpenRoom(RoomRequest request, string key, CancellationToken cancel)
    {
        if (!RoomName().IsMatch(request.Name))
        {
            throw new ChatRefusedException($"\"{request.Name}\" cannot name a channel.", "Use lower-case letters, digits and hyphens, at most 80.");
        }

        var strangers = request.Invite.Where(p => accounts.UserOf(p) is null).Select(p => new RoomTrouble(
            $"\"{p}\" has no Slack account in People:List and was not invited.", $"Add Accounts: {{ \"slack\": \"TEAM/USER\" }} to {p}, and invite them by hand."));
        try
        {
            var room = request.Kind == RoomBook.Triage ? await rooms.Incidents(cancel) : await rooms.Open(request.Name, key, cancel);
            return new OpenedRoom(room.Id, room.Name, [.. strangers]);
        }
        catch (SlackErrorException e) when (request.Kind == RoomBook.Triage)
        {
            throw e.Refused("The incidents channel could not be opened");
        }
        catch (SlackErrorException e)
        {
            // A failed room never stops the incident: it goes on in the incidents channel.
            var instead = await Fallback(cancel);
            return new OpenedRoom(instead.Id, instead.Name, [e.Trouble($"could not create the channel {request.Name}: it goes on in {instead.Name}"), .. strangers]);
        }
    }

    public async Task<IReadOnlyList<RoomTrouble>> Furnish(string room, RoomRequest request, string key, CancellationToken cancel)
    {
        if (request.Kind == RoomBook.Triage || await IsIncidents(room, cancel))
        {
            return [];
        }

        var purpose = request.Kind == RoomBook.Stakeholders ? "Updates for stakeholders, by IncidentBot." : "Incident room, by IncidentBot. `/incident help` shows what can be said here.";
        var parts = await Task.WhenAll(
        [
            Part(room, "topic", "set the topic", () => slack.Call<Nothing>(SlackMethod.SetTopic, new SetTopic(room, Short(request.Topic)), cancel), cancel),
            Part(room, "purpose", "set the purpose", () => slack.Call<Nothing>(SlackMethod.SetPurpose, new SetPurpose(room, purpose), cancel), cancel),
            .. request.Invite.Distinct().Select(p => (Person: p, User: accounts.UserOf(p))).Where(p => p.User is not null)
                .Select(p => Part(room, "invite/" + p.User, $"invite {p.Person}", () => slack.Call<Nothing>(SlackMethod.Invite, new InviteUsers(room, p.User!), cancel), cancel)),
        ]);

        // Said once for each cause: a scope that is missing keeps everybody out alike.
        var troubles = parts.OfType<SlackMissed>().GroupBy(m => (m.Why.Error, m.Why.Remedy)).Select(g =>
            g.First().Why.Trouble($"{(request.Kind == RoomBook.Stakeholders ? "in the stakeholders' channel, " : "")}could not {string.Join(", ", g.Select(m => m.What))}"));
        var strangers = request.Invite.Where(p => accounts.UserOf(p) is null).Order(StringComparer.Ordinal).ToList();
        return strangers.Count == 0
            ? [.. troubles]
            :
            [
                .. troubles,
                new RoomTrouble($"could not invite {string.Join(", ", strangers)}: no Slack account in People:List.", "Add Accounts: { \"slack\": \"TEAM/USER\" } to each, and invite them by hand."),
            ];
    }

    public Task<string> Post(string room, ChatPost post, string key, CancellationToken cancel) => InRoom(
        room, "The message was not posted", () => posts.Post(room, post, key, cancel), cancel);

    public Task Edit(string room, string message, ChatPost post, CancellationToken cancel) => InRoom(
        room, "The message was not edited",
        async () =>
        {
            if (await memory.IsArchived(room, cancel))
            {
                throw new SlackErrorException(SlackMethod.Update.Name, "is_archived", null);
            }

            await posts.Edit(room, message, post, cancel);
            return message;
        }, cancel);

    public Task Pin(string room, string message, CancellationToken cancel) => InRoom(
        room, "The message was not pinned",
        async () =>
        {
            if (await memory.IsArchived(room, cancel))
            {
                throw new SlackErrorException(SlackMethod.PinsAdd.Name, "is_archived", null);
            }

            if (unpinnable.ContainsKey($"{room}/{message}") || await memory.Find("pin", room, message, cancel) is { Result: not null })
            {
                return message;
            }

            try
            {
                await slack.Call<Nothing>(SlackMethod.PinsAdd, new OfMessage(room, message), cancel);
            }
            catch (SlackErrorException e) when (e.Error == "already_pinned")
            {
                // Harmless.
            }
            catch (SlackErrorException)
            {
                // Said once, and not at each edit of the card.
                unpinnable[$"{room}/{message}"] = true;
                throw;
            }

            await memory.Intend("pin", room, message, "", cancel);
            await memory.Keep("pin", room, message, "pinned", cancel);
            await Bookmark(room, message, cancel);
            return message;
        }, cancel);

    public async Task Whisper(string room, string person, ChatPost post, string key, CancellationToken cancel)
    {
        if (accounts.UserOf(person) is not { } user)
        {
            throw new ChatRefusedException($"\"{person}\" has no Slack account in People:List.", $"Add Accounts: {{ \"slack\": \"TEAM/USER\" }} to {person}.");
        }

        await InRoom(room, "The answer was not shown", async () =>
        {
            await posts.Whisper(room, user, post, key, cancel);
            return "";
        }, cancel);
    }

    public async Task Archive(string room, CancellationToken cancel)
    {
        if (await IsIncidents(room, cancel))
        {
            return;
        }

        try
        {
            await slack.Call<Nothing>(SlackMethod.Archive, new OfChannel(room), cancel);
        }
        catch (SlackErrorException e) when (e.Error == "already_archived")
        {
            // By us before, or by a person.
        }
        catch (SlackErrorException e)
        {
            throw e.Refused("The channel was not archived");
        }

        await memory.MarkArchived(room, cancel);
    }

    /// <summary>Does something in a channel; where somebody archived it under the bot, it is unarchived, or another takes its place.</summary>
    private async Task<string> InRoom(string room, string failed, Func<Task<string>> act, CancellationToken cancel)
    {
        try
        {
            return await act();
        }
        catch (SlackErrorException e)
        {
            if (e.Error != "is_archived" || await memory.IsArchived(room, cancel))
            {
                throw e.Refused(failed);
            }
        }

        log.LogWarning("The channel {Room} was archived by somebody; the bot opens it again", room);
        return await Reopened(room, failed, act, cancel);
    }

    private async Task<string> Reopened(string room, string failed, Func<Task<string>> act, CancellationToken cancel)
    {
        try
        {
            await slack.Call<Nothing>(SlackMethod.Unarchive, new OfChannel(room), cancel);
            return await act();
        }
        catch (SlackErrorException e)
        {
            if (await IsIncidents(room, cancel))
            {
                throw e.Refused(failed);
            }

            var instead = await Fallback(cancel);
            throw new RoomLostException(
                $"the channel was archived by somebody and could not be opened again ({e.Error}): it goes on in {instead.Name}.", "Unarchive it by hand, or follow the incident there.",
                new OpenedRoom(instead.Id, instead.Name, []));
        }
    }

    private async Task<SlackRoom> Fallback(CancellationToken cancel)
    {
        try
        {
            return await rooms.Incidents(cancel);
        }
        catch (SlackErrorException e)
        {
            throw e.Refused("Neither the incident's channel nor the incidents channel could be opened");
        }
    }

    private async Task<bool> IsIncidents(string room, CancellationToken cancel) => await rooms.KnownIncidents(cancel) == room;

    /// <summary>One side effect: done once, harmless when it is so already, missed when refused.</summary>
    private async Task<SlackMissed?> Part(string room, string part, string what, Func<Task> act, CancellationToken cancel)
    {
        if (await memory.Find("part", room, part, cancel) is { Result: not null })
        {
            return null;
        }

        SlackMissed? missed = null;
        try
        {
            await act();
        }
        catch (SlackErrorException e) when (e.Error is "already_in_channel" or "cant_invite_self")
        {
            // So it is already.
        }
        catch (SlackErrorException e)
        {
            missed = new SlackMissed(what, e);
        }

        await memory.Intend("part", room, part, "", cancel);
        await memory.Keep("part", room, part, missed is null ? "done" : $"could not {what} ({missed.Why.Error})", cancel);
        return missed;
    }

    private async Task Bookmark(string room, string message, CancellationToken cancel)
    {
        try
        {
            await Part(room, "bookmark/card", "bookmark the card", async () =>
            {
                var link = await slack.Call<PermalinkAnswer>(SlackMethod.GetPermalink, new Permalink(room, message), cancel);
                await slack.Call<Nothing>(SlackMethod.BookmarksAdd, new AddBookmark(room, "Incident card", "link", link.Permalink), cancel);
            }, cancel);
        }
        catch (ChatUnavailableException e)
        {
            log.LogInformation("The card is not bookmarked for now: {Reason}", e.Message);
        }
    }

    private static string Short(string text) => text.Length <= LongestTopic ? text : text[..(LongestTopic - 1)].TrimEnd('\ud83d') + "…";

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,79}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoomName();
}

/// <summary>A side effect of a room that Slack refused: "could not" and what.</summary>
internal sealed record SlackMissed(string What, SlackErrorException Why);
