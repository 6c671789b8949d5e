using IncidentBot.Incidents;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>What the buttons that people see mean at this moment: an id that no present button has belongs to an earlier state.</summary>
internal sealed class ButtonBook(Situations situations, RoomBook rooms, TimeProvider clock)
{
    /// <summary>The button of an incident, or of the triage room where there is no situation; null if no button has this id now.</summary>
    internal async Task<CardAction?> Find(string button, Situation? situation, CancellationToken cancel)
    {
        var actions = situation is not null
            ? CardActions.Of(situation, clock.GetUtcNow())
            : [.. (await situations.Triage(cancel)).SelectMany(Alarms).DistinctBy(a => a.Key).Select(TriageCard.Action)];
        return actions.FirstOrDefault(a => a.Button.Id == button);
    }

    private static IReadOnlyList<AlarmTransition> Alarms(TriageEvent happened) => happened switch
    {
        TriageEvent.AlarmsUnmatched e => e.Alarms,
        TriageEvent.AlarmsTooOld e => e.Alarms,
        _ => [],
    };

    /// <summary>The button as it is in one room of a platform.</summary>
    internal async Task<CardAction?> In(string platform, string room, string button, CancellationToken cancel)
    {
        var incident = await rooms.IncidentOf(platform, room, cancel);
        return await Find(button, incident is null ? null : await situations.Load(incident.Id, cancel), cancel);
    }
}
