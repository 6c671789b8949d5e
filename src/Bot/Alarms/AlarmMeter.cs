using System.Diagnostics.Metrics;

namespace IncidentBot.Alarms;

/// <summary>What is counted of the intake of alarms, under the name by which all measures of the bot go out; labels are paths, of which there are few.</summary>
internal static class AlarmMeter
{
    private const string Name = "IncidentBot";

    private static readonly Meter Meter = new(Name);

    /// <summary>State changes that were taken for the first time.</summary>
    internal static readonly Counter<long> Taken = Meter.CreateCounter<long>("incidentbot.alarms.taken", description: "State changes of alarms, each once");

    /// <summary>State changes whose notification never came.</summary>
    internal static readonly Counter<long> Lost = Meter.CreateCounter<long>("incidentbot.alarms.lost", description: "State changes that only polling found although a notification was due");

    /// <summary>Deliveries that were set aside.</summary>
    internal static readonly Counter<long> Parked = Meter.CreateCounter<long>("incidentbot.alarms.parked", description: "Deliveries in which no alarm for us could be read");
}
