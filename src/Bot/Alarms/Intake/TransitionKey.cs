using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Intake;

/// <summary>What makes two deliveries the same state change, whichever way they took: the alarm, the time of the change, the new state.</summary>
/// <remarks>
/// CloudWatch's <c>StateChangeTime</c> is unique per alarm and has milliseconds in notifications, events and DescribeAlarms alike. A
/// message id is one of a topic, a region or an event bus, and tells nothing across them.
/// </remarks>
internal static class TransitionKey
{
    /// <summary>Longer than any name that CloudWatch allows makes it; a store cannot index keys of any length.</summary>
    private const int Longest = 400;

    internal static string Of(AlarmNotice alarm)
    {
        var change = string.Create(CultureInfo.InvariantCulture, $"@{alarm.StateChangedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}/{AlarmStateName.Of(alarm.NewState)}");
        return (alarm.Identity.Length <= Longest ? alarm.Identity : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(alarm.Identity)))) + change;
    }
}
