using IncidentBot.Alarms.Parsing;
using IncidentBot.Store;

namespace IncidentBot.Alarms;

/// <summary>Reads what the two endpoints stored in the inbox; the sender was verified before it was stored.</summary>
internal static class AlarmReader
{
    /// <summary>The largest body of a delivery, in bytes: SNS and EventBridge carry at most 256 KiB; the rest is for the envelope and its escapes.</summary>
    internal const int Largest = (256 + 64) * 1024;

    /// <summary>The kind of entries that came in by <c>/alarms/sns</c>; the payload is the envelope.</summary>
    internal const string Sns = "sns";

    /// <summary>The kind of entries that came in by <c>/alarms/eventbridge</c>; the payload is the event.</summary>
    internal const string EventBridge = "eventbridge";

    /// <summary>A pure function of the entry. Throws for a kind that is not an alarm's: that entry is another handler's.</summary>
    internal static AlarmReading Read(InboxEntry entry)
    {
        var json = JsonText.Parse(entry.Payload);
        return entry.Kind switch
        {
            Sns => SnsEnvelope.Read(json),
            EventBridge => EventBridgeEvent.Open(json)?.Read() ?? new AlarmReading.NotAnAlarm("the payload is not an EventBridge event"),
            _ => throw new ArgumentException($"No alarm has the inbox kind \"{entry.Kind}\".", nameof(entry)),
        };
    }
}
