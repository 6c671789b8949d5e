using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Intake;

/// <summary>What makes two deliveries the same state change, whichever way they took: the alarm, the time of the change, the new state.</summary>
/// <remarks>
/// CloudWatch's <c>StateChangeTime</c> is unique per alarm and has milliseconds in notifications, events and DescribeAlarms alike. A
/// message id is one of a topic, a region or an event bus, and tells nothing across them.
/// </remarks>
internal static class TransitionKey
{
    internal static string Of(AlarmNotice alarm) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{alarm.Identity}@{alarm.StateChangedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}/{AlarmStateName.Of(alarm.NewState)}");
}
