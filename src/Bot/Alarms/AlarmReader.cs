using IncidentBot.Alarms.Intake;
using IncidentBot.Alarms.Parsing;
using IncidentBot.Store;

namespace IncidentBot.Alarms;

/// <summary>Reads what the ways in stored in the inbox; the sender was verified before it was stored.</summary>
internal static class AlarmReader
{
    /// <summary>The largest body of a delivery, in bytes: SNS and EventBridge carry at most 256 KiB; the rest is for the envelope and its escapes.</summary>
    internal const int Largest = (256 + 64) * 1024;

    /// <summary>The kind of state changes, by whichever way; the key is the <see cref="TransitionKey"/>, the payload an <see cref="AlarmDelivery"/>.</summary>
    internal const string Alarm = "alarm";

    /// <summary>The kind of SNS messages that are no state change; the payload is the envelope. Earlier versions put all of them here.</summary>
    internal const string Sns = "sns";

    /// <summary>The kind of events that are no state change; the payload is the event. Earlier versions put all of them here.</summary>
    internal const string EventBridge = "eventbridge";

    /// <summary>The delivery of an entry. Throws for a kind that is not an alarm's: that entry is another handler's.</summary>
    internal static AlarmDelivery Delivery(InboxEntry entry) => entry.Kind switch
    {
        Alarm => AlarmDelivery.Of(entry.Payload),
        Sns or EventBridge => new AlarmDelivery(entry.Kind, false, entry.Payload),
        _ => throw new ArgumentException($"No alarm has the inbox kind \"{entry.Kind}\".", nameof(entry)),
    };

    /// <summary>A pure function of the entry. Throws for a kind that is not an alarm's.</summary>
    internal static AlarmReading Read(InboxEntry entry)
    {
        var json = JsonText.Parse(Delivery(entry).Body);
        return entry.Kind switch
        {
            Sns => SnsEnvelope.Read(json),
            EventBridge => EventBridgeEvent.Open(json)?.Read() ?? new AlarmReading.NotAnAlarm("the payload is not an EventBridge event"),
            _ when SnsEnvelope.Is(json) => SnsEnvelope.Read(json),
            _ when EventBridgeEvent.Open(json) is { } sent => sent.Read(),
            _ => AlarmBody.Read(json, topicArn: null),
        };
    }
}
