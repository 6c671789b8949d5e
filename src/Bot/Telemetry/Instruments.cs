using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IncidentBot.Telemetry;

/// <summary>What the bot measures of itself, under the name "IncidentBot"; nobody listens unless the section "Telemetry" says where to.</summary>
/// <remarks>No label holds what people wrote: only platforms, kinds and outcomes, of which there are few.</remarks>
internal static class Instruments
{
    internal const string Name = "IncidentBot";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);

    private static readonly Histogram<double> AlarmToCard = Meter.CreateHistogram<double>("incidentbot.alarm_to_card", "s", "From the alarm that opened an incident to its card in a room");
    private static readonly Histogram<double> Decision = Meter.CreateHistogram<double>("incidentbot.decision_latency", "s", "From a proposal to the press at the point of no return, or to its end");
    private static readonly Histogram<double> Recovery = Meter.CreateHistogram<double>("incidentbot.recovery", "s", "From impact to service restored");
    private static readonly Counter<long> Steps = Meter.CreateCounter<long>("incidentbot.steps", "{step}", "Runs of steps, by outcome");

    /// <summary>A span of work; null while nobody listens.</summary>
    internal static Activity? Trace(string what) => Source.StartActivity(what);

    internal static void CardShown(TimeSpan sinceAlarm, string platform) => AlarmToCard.Record(sinceAlarm.TotalSeconds, new KeyValuePair<string, object?>("platform", platform));

    internal static void Decided(TimeSpan took, string outcome) => Decision.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    internal static void Recovered(TimeSpan took) => Recovery.Record(took.TotalSeconds);

    internal static void StepEnded(string outcome) => Steps.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>A value that is asked for whenever values are collected.</summary>
    internal static void Observe(string name, string unit, string description, Func<double?> value) =>
        Meter.CreateObservableGauge(name, () => value() is { } now ? [new Measurement<double>(now)] : Array.Empty<Measurement<double>>(), unit, description);
}
