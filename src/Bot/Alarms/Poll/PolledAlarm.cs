using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Alarms.Parsing;
using IncidentBot.Aws;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Poll;

/// <summary>An alarm as DescribeAlarms tells it, written down as the notification that it should have sent.</summary>
/// <param name="Body">The notification's body, which is read like any other.</param>
/// <param name="Notifies">The topics that a change to its state notifies; none while its actions are off or suppressed.</param>
internal sealed record PolledAlarm(AlarmNotice Notice, string Body, IReadOnlyList<string> Notifies)
{
    /// <summary>Reads one of MetricAlarms or CompositeAlarms; null for what has no readable state change.</summary>
    internal static PolledAlarm? Of(JsonElement alarm)
    {
        // StateUpdatedTimestamp moves with EvaluationState too; only where the newer member is missing does it stand for the change.
        var changedAt = (alarm.At("StateTransitionedTimestamp") ?? alarm.At("StateUpdatedTimestamp"))?.Time();
        var body = new JsonObject
        {
            ["AlarmName"] = alarm.Text("AlarmName"),
            ["AlarmArn"] = alarm.Text("AlarmArn"),
            ["AlarmDescription"] = alarm.Text("AlarmDescription"),
            ["AWSAccountId"] = Arn.Read(alarm.Text("AlarmArn"))?.Account,
            ["NewStateValue"] = alarm.Text("StateValue"),
            ["NewStateReason"] = alarm.Text("StateReason"),
            ["NewStateReasonData"] = alarm.Text("StateReasonData"),
            ["StateChangeTime"] = changedAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", System.Globalization.CultureInfo.InvariantCulture),
            ["AlarmRule"] = alarm.Text("AlarmRule"),
            ["Trigger"] = new JsonObject { ["MetricName"] = alarm.Text("MetricName"), ["Dimensions"] = Dimensions(alarm), ["Metrics"] = Metrics(alarm) },
        };

        // Absent, and not null: an alarm with a rule is a composite one.
        foreach (var absent in body.Where(m => m.Value is null).Select(m => m.Key).ToList())
        {
            body.Remove(absent);
        }

        var text = body.ToJsonString();
        return AlarmBody.Read(JsonText.Parse(text), topicArn: null) is AlarmReading.Notice { Alarm: var notice } ? new PolledAlarm(notice, text, Topics(alarm)) : null;
    }

    private static JsonArray Dimensions(JsonElement from) =>
        [.. from.Items("Dimensions").Select(d => (JsonNode)new JsonObject { ["name"] = d.Text("Name"), ["value"] = d.Text("Value") })];

    private static JsonArray Metrics(JsonElement alarm) =>
    [
        .. alarm.Items("Metrics").Select(m => m.At("MetricStat") is { } stat && stat.At("Metric") is { } metric
            ? (JsonNode)new JsonObject { ["MetricStat"] = new JsonObject { ["Metric"] = new JsonObject { ["Dimensions"] = Dimensions(metric) } } }
            : new JsonObject { ["Expression"] = m.Text("Expression") }),
    ];

    private static IReadOnlyList<string> Topics(JsonElement alarm) =>
        alarm.At("ActionsEnabled") is { ValueKind: JsonValueKind.False } || alarm.Text("ActionsSuppressedBy") is not null ? []
        : [.. alarm.Items(alarm.Text("StateValue") switch { "ALARM" => "AlarmActions", "OK" => "OKActions", _ => "InsufficientDataActions" })
            .Where(a => a.ValueKind == JsonValueKind.String).Select(a => a.GetString()!)];
}
