using System.Text.Json;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Parsing;

/// <summary>The part that EventBridge events (<c>detail</c>) and Lambda actions (<c>alarmData</c>) share.</summary>
internal static class AlarmDetail
{
    internal static AlarmReading Read(JsonElement? detail, string? alarmArn, string? account, string? region)
    {
        var state = detail.Object("state");
        var configuration = detail.Object("configuration");
        var metrics = configuration.Items("metrics").ToArray();
        var stats = metrics.Select(m => m.Object("metricStat").Object("metric")).ToArray();
        var reasonData = JsonText.Parse(state.Text("reasonData"));
        return new NoticeDraft
        {
            Name = detail.Text("alarmName"),
            AlarmArn = alarmArn,
            Account = account,
            Region = region,
            OldState = detail.Object("previousState").Text("value"),
            NewState = state.Text("value"),
            ChangedAt = state.Text("timestamp"),
            Reason = state.Text("reason"),
            ReasonData = reasonData,
            Description = configuration.Text("description"),
            Suppressed = state.Text("actionsSuppressedBy") ?? detail.Object("muteDetail").Text("mutedByArn"),
            Kind = configuration.Has("alarmRule")
                ? AlarmKind.Composite
                : AlarmKinds.Of(
                    metrics.Select(m => m.Text("expression")).OfType<string>(),
                    metrics.Any(m => m.Object("metricStat") is not null)),
            Children = AlarmKinds.Children(reasonData.Items("triggeringAlarms")),
            Dimensions = AlarmLabels.Dimensions(stats.Select(s => s.Member("dimensions"))),
            Tags = AlarmLabels.Tags(detail.Member("alarmTags")),
        }.Read();
    }
}
