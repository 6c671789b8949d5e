using IncidentBot.Alarms.Parsing;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms;

/// <summary>What <c>alarm inspect</c> found in a file: the alarms, the reasons for what is none, and the exit code.</summary>
internal sealed record AlarmInspection(int ExitCode, IReadOnlyList<AlarmNotice> Alarms, IReadOnlyList<string> Reasons)
{
    internal const int Readable = 0;
    internal const int UnknownEnvelope = 2;
    internal const int NotAnAlarm = 3;

    /// <summary>Accepts more than HTTP does (Lambda actions, <c>Records[].Sns</c>, bare bodies) and checks no signature.</summary>
    internal static AlarmInspection Of(ReadOnlySpan<byte> file)
    {
        if (JsonText.Parse(JsonText.Decode(file)) is not { } found)
        {
            return Unknown("not JSON (UTF-8, one value, no member given twice, at most 32 levels deep)");
        }

        System.Text.Json.JsonElement? json = found;
        if (SnsRecords.Is(json))
        {
            return From(SnsRecords.Read(json));
        }

        if (SnsEnvelope.Is(json))
        {
            return From([SnsEnvelope.Read(json)]);
        }

        if (LambdaAction.Is(json))
        {
            return From([LambdaAction.Read(json)]);
        }

        if (EventBridgeEvent.Is(json))
        {
            return EventBridgeEvent.Open(json) is { } opened
                ? From([opened.Read()])
                : From([new AlarmReading.NotAnAlarm("the event lacks one of id, source, detail-type, account, region as text")]);
        }

        return AlarmBody.Is(json)
            ? From([AlarmBody.Read(json, topicArn: null)])
            : Unknown("no envelope known here: SNS message, Records[].Sns, EventBridge event, Lambda alarm action or alarm body");
    }

    private static AlarmInspection Unknown(string reason) => new(UnknownEnvelope, [], [reason]);

    private static AlarmInspection From(IReadOnlyList<AlarmReading> readings)
    {
        var alarms = readings.OfType<AlarmReading.Notice>().Select(n => n.Alarm).ToArray();
        var reasons = readings.OfType<AlarmReading.NotAnAlarm>().Select(n => n.Reason).ToArray();
        return new AlarmInspection(alarms.Length > 0 ? Readable : NotAnAlarm, alarms, reasons);
    }
}
