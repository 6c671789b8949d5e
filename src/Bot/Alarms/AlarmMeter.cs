using System.Diagnostics.Metrics;

namespace IncidentBot.Alarms;

/// <summary>What is counted of the intake of alarms, under the meter <c>IncidentBot.Alarms</c>; each with its path.</summary>
internal static class AlarmMeter
{
    internal const string Name = "IncidentBot.Alarms";

    private static readonly Meter Meter = new(Name);

    /// <summary>State changes that were taken for the first time.</summary>
    internal static readonly Counter<long> Taken = Meter.CreateCounter<long>("incidentbot.alarms.taken", description: "State changes of alarms, each once");

    /// <summary>State changes whose notification never came.</summary>
    internal static readonly Counter<long> Lost = Meter.CreateCounter<long>("incidentbot.alarms.lost", description: "State changes that only polling found although a notification was due");

    /// <summary>Deliveries that were set aside.</summary>
    internal static readonly Counter<long> Parked = Meter.CreateCounter<long>("incidentbot.alarms.parked", description: "Deliveries in which no alarm for us could be read");
}
