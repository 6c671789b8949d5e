using System.Text.Json;

namespace IncidentBot.Alarms.Parsing;

/// <summary>An EventBridge event: who sent it and, if it is an alarm's state change, what changed.</summary>
internal sealed record EventBridgeEvent(string Id, string Source, string DetailType, string Account, string Region, JsonElement? Body)
{
    private const string StateChange = "CloudWatch Alarm State Change";
    private const string ContributorChange = "CloudWatch Alarm Contributor State Change";

    /// <summary>Whether this is meant to be an event.</summary>
    internal static bool Is(JsonElement? json) => json.Has("detail-type") && json.Has("source") && json.Has("detail");

    /// <summary>Reads the outer members; null if one is missing or no text.</summary>
    internal static EventBridgeEvent? Open(JsonElement? json) =>
        json.Text("id") is { Length: > 0 } id
        && json.Text("source") is { } source
        && json.Text("detail-type") is { } type
        && json.Text("account") is { } account
        && json.Text("region") is { } region
            ? new EventBridgeEvent(id, source, type, account, region, json)
            : null;

    /// <summary>Whether this is meant to be an alarm's state change, readable or not.</summary>
    internal static bool IsStateChange(EventBridgeEvent sent) => sent.DetailType == StateChange;

    internal AlarmReading Read()
    {
        if (Source != "aws.cloudwatch")
        {
            return No($"the event's source is \"{AlarmText.OneLine(Source)}\", not aws.cloudwatch");
        }

        // A contributor is one time series of an alarm: were its OK read as the alarm's, an alarm that still rings would look
        // recovered. The alarm's own change comes as an event of its own.
        return DetailType switch
        {
            StateChange => AlarmDetail.Read(
                Body.Object("detail"), Body.Items("resources").FirstOrDefault().AsText(), Account, Region),
            ContributorChange => No("one contributor of an alarm changed, not the alarm; the alarm sends its own event when it does"),
            _ => No($"the event's detail-type is \"{AlarmText.OneLine(DetailType)}\", not \"{StateChange}\""),
        };
    }

    private static AlarmReading.NotAnAlarm No(string reason) => new(reason);
}
