using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Wakeups;

/// <summary>Sets the bells: all of them from the log as this node begins to work, and an incident's own whenever something happens in it.</summary>
internal sealed class WakeupFollower(Situations situations, Bells bells) : IFollower
{
    /// <summary>Whatever happened has settled what was due: a deadline that is overdue still is not worth a hurry.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(1);

    public string Name => "wakeups";

    public async Task Begin(CancellationToken cancel)
    {
        await bells.Clear(cancel);
        foreach (var incident in (await situations.All(cancel)).Where(i => i.IsOpen))
        {
            await bells.Set(incident.Id, TimeSpan.Zero, cancel);
        }
    }

    public async Task Follow(IReadOnlyList<StoredEvent> events, Checkpoint upTo, CancellationToken cancel)
    {
        foreach (var id in events.Where(e => IncidentLog.IsIncident(e.Stream)).Select(e => e.Stream).Distinct())
        {
            await bells.Set(id, Overdue, cancel);
        }
    }
}
