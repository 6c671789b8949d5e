namespace IncidentBot.Workflow.Incidents;

/// <summary>What rooms there are, and what is still refused in them.</summary>
public static partial class Evolve
{
    private static Incident OnRooms(Incident state, IncidentEvent happened) => happened switch
    {
        // Another room took the place of this one: what was refused there is refused no more, and may be again.
        IncidentEvent.RoomOpened e => Without(state, e.Room.Platform, e.Room.Kind, _ => true) with { Rooms = state.Rooms.Add(e.Room) },
        IncidentEvent.RoomMended e => Without(state, e.Platform, e.Room, e.Parts.Contains),
        IncidentEvent.RoomDegraded e => Degraded(Without(state, e.Platform, e.Room, e.Parts.Contains), e),
        _ => throw new InvalidOperationException($"Nothing about a room: '{happened.GetType().Name}'."),
    };

    /// <summary>What one cause refuses in a room is one fault, however many events told of it.</summary>
    private static Incident Degraded(Incident state, IncidentEvent.RoomDegraded e)
    {
        var fault = new RoomFault(e.Platform, e.Room, [.. e.Parts], e.Cause, e.Problem, e.Remedy);
        return state.RoomFaults.Find(f => f.CanBeMended && (f.Platform, f.Room, f.Cause, f.Remedy) == (e.Platform, e.Room, e.Cause, e.Remedy)) is { } same
            ? state with { RoomFaults = state.RoomFaults.Replace(same, same with { Parts = same.Parts.AddRange(e.Parts) }) }
            : state with { RoomFaults = state.RoomFaults.Add(fault) };
    }

    private static Incident Without(Incident state, string platform, string room, Func<string, bool> part) => state with
    {
        RoomFaults =
        [
            .. state.RoomFaults.Select(f => f.Platform == platform && f.Room == room && f.Parts.Any(part) ? f.Without(part) : f).Where(f => f is not { CanBeMended: true, Parts.Count: 0 }),
        ],
    };
}
