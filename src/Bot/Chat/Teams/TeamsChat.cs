using System.Text.RegularExpressions;
using IncidentBot.Chat.Teams.Connector;

namespace IncidentBot.Chat.Teams;

/// <summary>Teams as a chat: rooms are threads, whose first message is the card. What Teams has no means for is said, or left out.</summary>
/// <remarks>
/// Message ids are activity ids. A room that is archived is one that the bot refuses to write to: Teams cannot lock a thread. Nothing is pinned,
/// for a bot may not; the card stands first in its thread anyway.
/// </remarks>
internal sealed partial class TeamsChat(
    TeamsConnector connector, TeamsMemory memory, TeamsOnce once, TeamsPosts posts, TeamsWhispers whispers, TeamsRooms rooms, TeamsAccounts accounts, TeamsMembers members, TeamsOptions options)
    : IChatPlatform
{
    /// <summary>What is said last in a room.</summary>
    internal const string Closing = "■ Closed. The bot says nothing more here; what was said stays to be read.";

    /// <summary>Mentions of one message; more are several messages.</summary>
    private const int Mentions = 20;

    private const string Accounts = "Add Accounts: { \"teams\": \"TENANT/OBJECTID\" } to";

    public string Name => TeamsAccounts.PlatformName;

    public async Task<OpenedRoom> OpenRoom(RoomRequest request, string key, CancellationToken cancel)
    {
        if (!RoomName().IsMatch(request.Name))
        {
            throw new ChatRefusedException($"\"{request.Name}\" cannot name a room.", "Use lower-case letters, digits and hyphens, at most 80.");
        }

        var strangers = Strangers(request.Invite).Select(p => new RoomTrouble($"\"{p}\" has no Teams account in People:List and was not called.", $"{Accounts} {p}."));
        if (request.Kind == RoomBook.Triage)
        {
            return new OpenedRoom(options.IncidentsChannel, request.Name, [.. strangers]);
        }

        try
        {
            var opened = await rooms.Open(request, key, cancel);
            return opened with { Troubles = [.. opened.Troubles, .. strangers] };
        }
        catch (TeamsErrorException e)
        {
            throw e.Refused("The thread could not be begun");
        }
    }

    public async Task<IReadOnlyList<RoomTrouble>> Furnish(string room, RoomRequest request, string key, CancellationToken cancel)
    {
        if (request.Kind != RoomBook.Incident || request.Invite.Count == 0)
        {
            return [];
        }

        try
        {
            var found = new List<(string Person, TeamsMember? Member)>();
            foreach (var person in request.Invite.Distinct().Order(StringComparer.Ordinal).Where(p => accounts.UserOf(p) is not null))
            {
                found.Add((person, await members.Member(accounts.UserOf(person)!, cancel)));
            }

            foreach (var (some, n) in found.Select(f => f.Member).OfType<TeamsMember>().Chunk(Mentions).Select((some, n) => (some, n)))
            {
                await once.Do(TeamsMemory.Called, room, $"{key}/{n}", "", async () => await connector.Post(room, TeamsActivities.Call(some, request.Topic), cancel) ?? "", cancel);
            }

            var absent = found.Where(f => f.Member is null).Select(f => f.Person).ToList();
            var strangers = Strangers(request.Invite).ToList();
            return
            [
                .. absent.Count == 0 ? [] : new[] { new RoomTrouble($"could not call {string.Join(", ", absent)}: not in the team.", "Add them to the team; the bot calls members only.") },
                .. strangers.Count == 0 ? [] : new[] { new RoomTrouble($"could not call {string.Join(", ", strangers)}: no Teams account in People:List.", $"{Accounts} each.") },
            ];
        }
        catch (TeamsErrorException e)
        {
            return [e.Trouble("could not call the responders")];
        }
    }

    public async Task<string> Post(string room, ChatPost post, string key, CancellationToken cancel)
    {
        // What was said before the room was closed is answered as before.
        if (await memory.Find(TeamsMemory.Post, room, key, cancel) is { Result: { } known })
        {
            return known;
        }

        return await In(room, "The message was not posted", () => posts.Post(room, post, key, cancel), cancel);
    }

    public Task Edit(string room, string message, ChatPost post, CancellationToken cancel) => In(room, "The message was not edited", async () =>
    {
        await posts.Edit(room, message, post, cancel);
        return message;
    }, cancel);

    public Task Pin(string room, string message, CancellationToken cancel) => In(room, "The message was not pinned", async () =>
        await memory.Is(TeamsMemory.Post, message, cancel) ? message : throw new ChatRefusedException($"The bot posted no message {message}.", "It is posted anew where it is needed."), cancel);

    public async Task Whisper(string room, string person, ChatPost post, string key, CancellationToken cancel)
    {
        if (accounts.UserOf(person) is not { } user)
        {
            throw new ChatRefusedException($"\"{person}\" has no Teams account in People:List.", $"{Accounts} {person}.");
        }

        await In(room, "The answer was not shown", async () =>
        {
            await whispers.Whisper(room, person, user, post, key, cancel);
            return "";
        }, cancel);
    }

    public async Task Archive(string room, CancellationToken cancel)
    {
        if (room == options.IncidentsChannel || await memory.IsArchived(room, cancel))
        {
            return;
        }

        try
        {
            await once.Do(TeamsMemory.Post, room, "closing", "", async () => await connector.Post(room, TeamsActivities.Text(Closing), cancel) ?? "", cancel);
        }
        catch (TeamsErrorException e)
        {
            throw e.Refused("The room was not closed");
        }

        await memory.MarkArchived(room, cancel);
    }

    /// <summary>Does something in a room that is not closed.</summary>
    private async Task<string> In(string room, string failed, Func<Task<string>> act, CancellationToken cancel)
    {
        if (await memory.IsArchived(room, cancel))
        {
            throw new ChatRefusedException($"{failed}: the room is closed.", "Go on in the incident's present room, or declare a new one.");
        }

        try
        {
            return await act();
        }
        catch (TeamsErrorException e)
        {
            throw e.Refused(failed);
        }
    }

    private IEnumerable<string> Strangers(IReadOnlyList<string> people) => people.Distinct().Where(p => accounts.UserOf(p) is null).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,79}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoomName();
}
