using System.Text.Json;

namespace IncidentBot.Alarms.Parsing;

/// <summary>The wrapper in which Lambda receives SNS messages: <c>Records[].Sns</c>. Its signatures are not checked.</summary>
internal static class SnsRecords
{
    internal static bool Is(JsonElement? json) => json.Items("Records").Any(r => r.Object("Sns") is not null);

    internal static IReadOnlyList<AlarmReading> Read(JsonElement? json) => [.. json.Items("Records").Select(One)];

    private static AlarmReading One(JsonElement? record)
    {
        var sns = record.Object("Sns");
        return sns is null
            ? new AlarmReading.NotAnAlarm("the record holds no SNS message")
            : AlarmBody.Read(JsonText.Parse(sns.Text("Message")), sns.Text("TopicArn"));
    }
}
