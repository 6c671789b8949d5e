using System.Text.Json;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Parsing;

/// <summary>The alarm's own notification: the text inside an SNS message, or bare where raw delivery put it on a queue.</summary>
internal static class AlarmBody
{
    /// <summary>Whether this is meant to be an alarm notification, readable or not.</summary>
    internal static bool Is(JsonElement? body) =>
        body.Has("AlarmName") && (body.Has("NewStateValue") || body.Has("StateChangeTime"));

    /// <summary>Reads a body. Its <c>Region</c> is a display name, so the code comes from the alarm's ARN or the topic's.</summary>
    internal static AlarmReading Read(JsonElement? body, string? topicArn)
    {
        if (!Is(body))
        {
            return new AlarmReading.NotAnAlarm("the message is not an alarm state change (no AlarmName with NewStateValue)");
        }

        var trigger = body.Object("Trigger");
        var metrics = trigger.Items("Metrics").ToArray();
        var stats = metrics.Select(m => m.Object("MetricStat").Object("Metric")).ToArray();
        return new NoticeDraft
        {
            Name = body.Text("AlarmName"),
            AlarmArn = body.Text("AlarmArn"),
            Account = body.Text("AWSAccountId"),
            Region = Arn.Read(topicArn)?.Region,
            OldState = body.Text("OldStateValue"),
            NewState = body.Text("NewStateValue"),
            ChangedAt = body.Text("StateChangeTime"),
            Reason = body.Text("NewStateReason"),
            ReasonData = JsonText.Parse(body.Text("NewStateReasonData")),
            Description = body.Text("AlarmDescription"),
            Kind = Kind(body, trigger, metrics),
            Children = AlarmKinds.Children(body.Items("TriggeringChildren")),
            Dimensions = AlarmLabels.Dimensions([trigger.Member("Dimensions"), .. stats.Select(s => s.Member("Dimensions"))]),
            Tags = AlarmLabels.Tags(body.Member("AlarmTags")),
        }.Read();
    }

    private static AlarmKind Kind(JsonElement? body, JsonElement? trigger, JsonElement?[] metrics)
    {
        if (body.Has("AlarmRule"))
        {
            return AlarmKind.Composite;
        }

        return trigger.Text("ThresholdMetricId") is not null
            ? AlarmKind.Anomaly
            : AlarmKinds.Of(
                metrics.Select(m => m.Text("Expression")).OfType<string>(),
                trigger.Text("MetricName") is not null || metrics.Any(m => m.Object("MetricStat") is not null));
    }
}
