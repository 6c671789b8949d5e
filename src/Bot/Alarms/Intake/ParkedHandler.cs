using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Intake;

/// <summary>Sets deliveries aside that no repeat can make an alarm, and says so in the triage room; a flood of one sort is said every ten minutes.</summary>
internal sealed class ParkedHandler(IInbox inbox, TriageDesk desk, TimeProvider clock, ILogger<ParkedHandler> log) : IInboxHandler
{
    internal static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    public IReadOnlyList<string> Kinds => [ParkedDelivery.Kind];

    public int Batch => 500;

    public async Task Handle(IReadOnlyList<InboxEntry> entries, CancellationToken cancel)
    {
        var parked = entries.Select(e => (Entry: e, Delivery: ParkedDelivery.Of(e))).ToList();
        foreach (var sort in parked.GroupBy(p => (p.Delivery.Path, p.Delivery.Code)))
        {
            var (first, count) = (sort.First().Delivery, sort.Count());
            log.LogWarning("Set {Count} deliveries on {Path} aside ({Code}): {Reason}", count, first.Path, first.Code, first.Reason);
            AlarmMeter.Parked.Add(count, new KeyValuePair<string, object?>("path", first.Path));
            var since = clock.GetUtcNow() - Quiet;
            await desk.Note(seen => seen.Any(e => e is TriageEvent.DeliveriesParked p && p.Path == first.Path && p.Code == first.Code && p.At > since)
                ? null : new TriageEvent.DeliveriesParked(first.Path, first.Code, first.Reason, count), cancel);
        }

        // After the note: a crash in between says it again at worst.
        foreach (var (entry, delivery) in parked)
        {
            await inbox.Park(entry.Id, $"{delivery.Code}: {delivery.Reason}", cancel);
        }
    }
}
