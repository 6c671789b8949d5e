using IncidentBot.Incidents;
using IncidentBot.People;
using IncidentBot.Store;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>Makes rooms useful and tells the incident what a platform refused; tried again, it tells what is mended too.</summary>
internal sealed class RoomFurnishing(IOutbox outbox, RoomBook rooms, Situations situations, IncidentDesk desk, PeopleRoster people)
{
    /// <summary>Does what a request asks, and notes what was refused.</summary>
    internal async Task Furnish(IChatPlatform platform, OutboxEntry entry, string room, RoomRequest request, CancellationToken cancel) =>
        await Note(platform.Name, Stream(entry), request.Kind, await Try(platform, entry, room, request, cancel), cancel);

    /// <summary>Tries all that the room should have, and notes what is refused no more.</summary>
    internal async Task Mend(IChatPlatform platform, OutboxEntry entry, string room, CancellationToken cancel)
    {
        var (stream, kind) = (Stream(entry), entry.Room.Split('/')[2]);
        if (room == await rooms.Resolve(RoomBook.For(platform.Name, IncidentLog.Triage, RoomBook.Triage), cancel))
        {
            // The incident had to go on in the hall: its topic and people are not the incident's.
            return;
        }

        var incident = (await situations.Load(stream, cancel)).Incident;
        var card = await outbox.PlatformId(RoomBook.CardLane(platform.Name, stream), "card", cancel);
        var troubles = await Try(platform, entry, room, RoomWants.All(incident, kind, people.Now, card), cancel);
        await Note(platform.Name, stream, kind, troubles, cancel);
        string[] mended = [.. incident.RoomFaults.Where(f => f.Platform == platform.Name && f.Room == kind).SelectMany(f => f.Parts).Except(troubles.SelectMany(t => t.Parts))];
        if (mended.Length > 0)
        {
            await desk.Send(stream, new IncidentCommand.NoteRoomMended(platform.Name, kind, mended), Actor.Bot(platform.Name), null, cancel);
        }
    }

    /// <summary>Notes what was refused in a room; of the hall, which belongs to no incident, nothing.</summary>
    internal async Task Note(string platform, string stream, string kind, IEnumerable<RoomTrouble> troubles, CancellationToken cancel)
    {
        foreach (var trouble in troubles.Where(_ => IncidentLog.IsIncident(stream)))
        {
            var note = new IncidentCommand.NoteRoomTrouble(platform, trouble.Problem, trouble.Remedy) { Room = trouble.Parts.Count == 0 ? "" : kind, Parts = trouble.Parts, Cause = trouble.Cause };
            await desk.Send(stream, note, Actor.Bot(platform), null, cancel);
        }
    }

    internal static string Stream(OutboxEntry entry) => entry.Room.Split('/')[1];

    private static async Task<IReadOnlyList<RoomTrouble>> Try(IChatPlatform platform, OutboxEntry entry, string room, RoomRequest request, CancellationToken cancel)
    {
        var pin = request.Card is { } card ? await Pin(platform, room, request.Kind, card, cancel) : [];
        return [.. pin, .. await platform.Furnish(room, request, entry.Key, cancel)];
    }

    private static async Task<IReadOnlyList<RoomTrouble>> Pin(IChatPlatform platform, string room, string kind, string card, CancellationToken cancel)
    {
        try
        {
            await platform.Pin(room, card, cancel);
            return [];
        }
        catch (ChatRefusedException e)
        {
            return [RoomTrouble.Of(kind, ["pin the card"], e.Cause ?? e.Message.TrimEnd('.'), e.Remedy)];
        }
    }
}
