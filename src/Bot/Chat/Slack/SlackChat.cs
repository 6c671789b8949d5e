using System.Text.RegularExpressions;
using IncidentBot.Chat.Slack.Api;

namespace IncidentBot.Chat.Slack;

/// <summary>Slack as a chat: rooms are channels, message ids are Slack's ts. Each side effect of a room stands alone.</summary>
internal sealed partial class SlackChat(
    SlackClient slack, SlackMemory memory, SlackPosts posts, SlackRooms rooms, SlackFurnishing furnishing, SlackUploads uploads, SlackAccounts accounts, ILogger<SlackChat> log) : IChatPlatform
{
    internal const string PlatformName = "slack";

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
            var room = request.Kind == RoomBook.Triage ? await rooms.Incidents(cancel) : await rooms.Open(request.Name, key, rooms.IsPrivate(request.Kind), cancel);
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
        // The incidents channel is nobody's own: it keeps its topic and its people.
        return request.Kind == RoomBook.Triage || await IsIncidents(room, cancel) ? [] : await furnishing.Furnish(room, request, cancel);
    }

    public Task<string> Post(string room, ChatPost post, string key, CancellationToken cancel) => InRoom(
        room, "The message was not posted",
        // In the hall the newest card is another matter's.
        async () => await posts.Post(room, post.Aside && await IsIncidents(room, cancel) ? post with { Aside = false } : post, key, cancel), cancel);

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

            if (await memory.Find("pin", room, message, cancel) is { Result: not null })
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

            await memory.Intend("pin", room, message, "", cancel);
            await memory.Keep("pin", room, message, "pinned", cancel);
            return message;
        }, cancel);

    public Task Share(string room, IReadOnlyList<SharedFile> files, ChatPost post, string key, CancellationToken cancel) => InRoom(
        room, "The files were not uploaded",
        async () =>
        {
            await uploads.Share(room, files, post, key, cancel);
            return "";
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

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,79}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoomName();
}
