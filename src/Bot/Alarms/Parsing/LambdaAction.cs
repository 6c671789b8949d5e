using System.Text.Json;

namespace IncidentBot.Alarms.Parsing;

/// <summary>What an alarm hands to a Lambda function that is its direct action.</summary>
internal static class LambdaAction
{
    internal static bool Is(JsonElement? json) => json.Object("alarmData") is not null;

    internal static AlarmReading Read(JsonElement? json) =>
        AlarmDetail.Read(json.Object("alarmData"), json.Text("alarmArn"), json.Text("accountId"), json.Text("region"));
}
