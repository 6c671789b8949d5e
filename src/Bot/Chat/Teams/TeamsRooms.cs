using IncidentBot.Chat.Teams.Connector;
using IncidentBot.Chat.Teams.Rendering;

namespace IncidentBot.Chat.Teams;

/// <summary>Rooms: threads of the incidents channel, each once per key under a name of its own, or of a channel of the incident's own where that is wanted and allowed.</summary>
internal sealed class TeamsRooms(TeamsConnector connector, TeamsGraph graph, TeamsMemory memory, TeamsOnce once, TeamsOptions options, ILogger<TeamsRooms> log) : IDisposable
{
    private const int LongestName = 80;
    private const int MostSuffixes = 100;

    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Opens the room of a key, or answers the one that the key opened, with what could not be done. Refusals come through.</summary>
    internal async Task<OpenedRoom> Open(RoomRequest request, string key, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (await memory.Find(TeamsMemory.Room, "", key, cancel) is { Asked: var named, Result: { } known })
            {
                return new OpenedRoom(known, named, []);
            }

            var name = await Free(request.Name, key, LongestName, cancel);
            var (channel, troubles) = request.Kind == RoomBook.Stakeholders
                ? (options.StakeholdersChannel.Length > 0 ? options.StakeholdersChannel : options.IncidentsChannel, [])
                : await ChannelFor(request with { Name = name }, key, cancel);
            var room = await once.Do(TeamsMemory.Room, "", key, name, () => Begin(channel, name, request, cancel), cancel);
            return new OpenedRoom(room, name, troubles);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>The thread's first message; the card takes its place.</summary>
    private async Task<string> Begin(string channel, string name, RoomRequest request, CancellationToken cancel)
    {
        var made = await connector.Thread(channel, TeamsActivities.Text(Opening(name, request)), cancel);
        var root = made.ActivityId ?? TeamsPlace.Of(made.Id).Root ?? throw new ChatRefusedException("Teams opened the thread and did not say its id.", "Look for it in the channel.");
        var room = TeamsPlace.Thread(channel, root);
        if (request.Kind == RoomBook.Incident)
        {
            await memory.Intend(TeamsMemory.Root, room, "", "", cancel);
        }

        return room;
    }

    internal static string Opening(string name, RoomRequest request) => request.Kind == RoomBook.Incident
        ? $"▸ {name} · {TeamsText.Line(request.Topic, 300)}\nThis thread is the incident's room; its card follows here. Mention the bot to speak to it: help shows what can be said."
        : $"▸ {name} · {TeamsText.Line(request.Topic, 300)}";

    /// <summary>The channel that the thread is begun in: the incident's own where the settings ask for one and Graph makes it.</summary>
    private async Task<(string Channel, IReadOnlyList<RoomTrouble> Troubles)> ChannelFor(RoomRequest request, string key, CancellationToken cancel)
    {
        if (!options.ChannelPerIncident)
        {
            return (options.IncidentsChannel, []);
        }

        try
        {
            return (await once.Do(TeamsMemory.Channel, "", key, request.Name, () => Made(request, cancel), cancel), []);
        }
        catch (TeamsErrorException e)
        {
            // A failed room never stops the incident: it is a thread of the incidents channel.
            log.LogWarning("The channel {Name} could not be created: {Code} {Said}", request.Name, e.Code, e.Said);
            return (options.IncidentsChannel,
            [
                new RoomTrouble($"could not create the channel {request.Name}: it is a thread of the incidents channel ({e.Code}).",
                    "Grant Channel.Create.Group: install the app in the team again and let its owner agree; or set Chat:Teams:ChannelPerIncident to false."),
            ]);
        }
    }

    /// <summary>A crash after the channel was made and before its id was kept: it has our name, and is no other incident's.</summary>
    private async Task<string> Made(RoomRequest request, CancellationToken cancel)
    {
        var team = await connector.Team(options.IncidentsTeam, cancel);
        var present = (await connector.Channels(options.IncidentsTeam, cancel)).Conversations ?? [];
        for (var n = 1; ; n++)
        {
            var name = Suffixed(request.Name, n, TeamsGraph.LongestName);
            if (present.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } taken)
            {
                try
                {
                    return (await graph.CreateChannel(team.AadGroupId ?? "", name, TeamsText.Line(request.Topic, 900), cancel)).Id;
                }
                catch (TeamsErrorException e) when (n < MostSuffixes && (e.Code is "NameAlreadyExists" || e.Status == 409))
                {
                    // A deleted channel keeps its name for a month; the next suffix is tried.
                    continue;
                }
            }

            if (n == MostSuffixes || !await memory.Is(TeamsMemory.Channel, taken.Id, cancel))
            {
                return taken.Id;
            }
        }
    }

    /// <summary>The name, or with the first suffix that no room of the bot's has.</summary>
    private async Task<string> Free(string wanted, string key, int longest, CancellationToken cancel)
    {
        // What was meant to be opened under this key, and may have been, keeps its name.
        if (await memory.Find(TeamsMemory.Room, "", key, cancel) is { Asked: { Length: > 0 } before })
        {
            return before;
        }

        for (var n = 1; n < MostSuffixes; n++)
        {
            if (await memory.RoomOf(Suffixed(wanted, n, longest), cancel) is null)
            {
                return Suffixed(wanted, n, longest);
            }
        }

        throw new ChatRefusedException($"A hundred rooms are named {wanted} already.", "Close the incidents that are over.");
    }

    private static string Suffixed(string wanted, int n, int longest)
    {
        var suffix = n == 1 ? "" : $"-{n}";
        return wanted[..Math.Min(wanted.Length, longest - suffix.Length)].TrimEnd('-') + suffix;
    }
}
