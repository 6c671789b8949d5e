using IncidentBot.Alarms.Heartbeat;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Intake;

/// <summary>Takes verified deliveries of every path into the inbox: one state change is one entry, by whichever ways and nodes it comes.</summary>
internal sealed class AlarmIntake(IInbox inbox, Heartbeats heartbeats, IntakeSilence silence, TimeProvider clock)
{
    /// <summary>Stores a delivery; durable when the call returns. A heartbeat is noted for its path, and goes no further.</summary>
    /// <param name="path">The way it came in: see <see cref="AlarmPath"/>.</param>
    /// <param name="kind">The inbox kind of what is no state change of an alarm: <see cref="AlarmReader.Sns"/> or <see cref="AlarmReader.EventBridge"/>.</param>
    /// <param name="delivery">The sender's id of what is no state change.</param>
    /// <exception cref="StoreUnavailableException">It is not stored.</exception>
    internal Task<InboxReceipt> Take(string path, string kind, string delivery, string body, AlarmReading reading, CancellationToken cancel)
    {
        if (reading is AlarmReading.Notice)
        {
            silence.Heard(path, clock.GetUtcNow());
        }

        return Again(path, kind, delivery, body, reading, cancel);
    }

    /// <summary>Stores a delivery that came long ago, and says nothing of its way now.</summary>
    internal async Task<InboxReceipt> Again(string path, string kind, string delivery, string body, AlarmReading reading, CancellationToken cancel)
    {
        if (reading is not AlarmReading.Notice { Alarm: var alarm })
        {
            return await inbox.Add(new InboxItem(kind, delivery, body, clock.GetUtcNow()), cancel);
        }

        return await heartbeats.Heard(path, alarm, cancel) ? InboxReceipt.Accepted : await Add(new AlarmDelivery(path, Lost: false, body), alarm, cancel);
    }

    /// <summary>Stores a state change that polling found; <see cref="InboxReceipt.Duplicate"/> says that it had come in by itself.</summary>
    internal Task<InboxReceipt> Found(AlarmDelivery delivery, AlarmNotice alarm, CancellationToken cancel) => Add(delivery, alarm, cancel);

    private Task<InboxReceipt> Add(AlarmDelivery delivery, AlarmNotice alarm, CancellationToken cancel) =>
        inbox.Add(new InboxItem(AlarmReader.Alarm, TransitionKey.Of(alarm), delivery.Payload, clock.GetUtcNow()), cancel);
}
