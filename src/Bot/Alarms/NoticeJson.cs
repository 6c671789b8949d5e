using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms;

/// <summary>An alarm as <c>alarm inspect</c> prints it: one line of JSON, keys in a fixed order, times in ISO UTC.</summary>
internal static class NoticeJson
{
    // The default encoder escapes everything outside ASCII and all HTML-sensitive characters: safe on any terminal or page.
    private static readonly JsonSerializerOptions OneLine =
        new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.Default };

    internal static string Line(AlarmNotice alarm) => JsonSerializer.Serialize(
        new
        {
            alarm.AlarmName,
            alarm.AlarmArn,
            alarm.AccountId,
            alarm.Region,
            OldState = alarm.OldState is { } old ? AlarmStateName.Of(old) : null,
            NewState = AlarmStateName.Of(alarm.NewState),
            StateChangedAt = alarm.StateChangedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            alarm.Reason,
            alarm.Description,
            Kind = Words.Of(alarm.Kind),
            alarm.Children,
        },
        OneLine);
}
