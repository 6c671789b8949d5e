using IncidentBot.Incidents;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>Which room on which platform belongs to what. The outbox speaks of rooms by purpose, so that a message can wait for its room to open.</summary>
internal sealed class RoomBook(Situations situations, IncidentDesk desk)
{
    internal const string Incident = "incident";
    internal const string Stakeholders = "stakeholders";
    internal const string Triage = "triage";

    /// <summary>"local/INC-1/incident": the room of a purpose.</summary>
    internal static string For(string platform, string stream, string kind) => $"{platform}/{stream}/{kind}";

    /// <summary>"local/INC-1/incident/card": the same room, in a queue of its own, so that the ever-changing card never holds up what is said.</summary>
    internal static string CardLane(string platform, string stream) => $"{platform}/{stream}/{Incident}/card";

    /// <summary>"local/INC-1/incident/furnish": a queue of its own, so that a slow invitation holds up nothing.</summary>
    internal static string FurnishLane(string platform, string stream, string kind) => $"{For(platform, stream, kind)}/furnish";

    /// <summary>"local/INC-1/incident/pin": so that the card is pinned while people are still being invited.</summary>
    internal static string PinLane(string platform, string stream) => $"{platform}/{stream}/{Incident}/pin";

    /// <summary>"local/INC-1/incident/share": so that an upload holds up nothing.</summary>
    internal static string ShareLane(string platform, string stream) => $"{platform}/{stream}/{Incident}/share";

    /// <summary>"local#C1": a room by the platform's own id.</summary>
    internal static string Direct(string platform, string room) => $"{platform}#{room}";

    internal static string PlatformOf(string address) => address[..address.AsSpan().IndexOfAny('/', '#')];

    /// <summary>The platform's id of an address; null while its room is not open.</summary>
    internal async Task<string?> Resolve(string address, CancellationToken cancel)
    {
        var cut = address.AsSpan().IndexOfAny('/', '#');
        if (address[cut] == '#')
        {
            return address[(cut + 1)..];
        }

        var parts = address.Split('/');
        var rooms = parts[1] == IncidentLog.Triage
            ? await desk.TriageRooms(cancel)
            : (await situations.Load(parts[1], cancel)).Incident.Rooms;
        return rooms.LastOrDefault(r => r.Platform == parts[0] && r.Kind == parts[2])?.Room;
    }

    /// <summary>The incident that a platform's room belongs to, or the room that a thread, "ROOM;...", is in; null for any other.</summary>
    internal async Task<Incident?> IncidentOf(string platform, string room, CancellationToken cancel)
    {
        var all = await situations.All(cancel);
        return With(room) ?? (room.IndexOf(';', StringComparison.Ordinal) is > 0 and var thread ? With(room[..thread]) : null);

        Incident? With(string name) => all.LastOrDefault(i => i.Rooms.Any(r => r.Platform == platform && r.Room == name));
    }
}
