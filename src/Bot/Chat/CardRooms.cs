using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>What platforms refuse in the incident's rooms, while it can be mended: on the card, and in the room when it is.</summary>
internal static class CardRooms
{
    internal static IEnumerable<CardSection> Of(Incident incident)
    {
        var lines = incident.RoomFaults.Where(f => f.CanBeMended)
            .Select(f => new CardLine(CardTone.Warning, "!", $"Degraded in {f.Platform}: {f.Left}", $"{f.Remedy} Tried again every {Durations.Text(RoomMending.Between)}.")).ToList();
        return lines.Count == 0 ? [] : [new CardSection("Rooms", lines)];
    }

    internal static ChatPost Mended(IncidentEvent.RoomMended e, Incident after)
    {
        var left = after.RoomFaults.Where(f => f.CanBeMended && f.Platform == e.Platform).Select(f => f.Left).ToList();
        return Announce.State($"Mended{(e.Room == RoomBook.Stakeholders ? " in the stakeholders' room" : "")}: {string.Join(", ", e.Parts)}."
            + (left.Count == 0 ? " Nothing is refused in the rooms any more." : $" Still: {string.Join(" ", left)}"));
    }
}
