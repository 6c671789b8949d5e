using System.Diagnostics.Metrics;

namespace IncidentBot.Alarms;

/// <summary>What is counted of the intake of alarms, under the name by which all measures of the bot go out; labels are paths, of which there are few.</summary>
internal static class AlarmMeter
{
    private const string Name = "IncidentBot";

    private static readonly Meter Meter = new(Name);

    /// <summary>A value for each path, asked for whenever values are collected; none for a path of which nothing is known.</summary>
    internal static void Observe(string name, string unit, string description, Func<IEnumerable<Measurement<double>>> values) => Meter.CreateObservableGauge(name, values, unit, description);

    /// <summary>State changes that were taken for the first time.</summary>
    internal static readonly Counter<long> Taken = Meter.CreateCounter<long>("incidentbot.alarms.taken", description: "State changes of alarms, each once");

    /// <summary>State changes whose notification never came.</summary>
    internal static readonly Counter<long> Lost = Meter.CreateCounter<long>("incidentbot.alarms.lost", description: "State changes that only polling found although a notification was due");

    /// <summary>Deliveries that were set aside.</summary>
    internal static readonly Counter<long> Parked = Meter.CreateCounter<long>("incidentbot.alarms.parked", description: "Deliveries in which no alarm for us could be read");
}
