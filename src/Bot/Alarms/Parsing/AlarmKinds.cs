using System.Text.Json;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Parsing;

/// <summary>Tells what an alarm watches from its trigger or configuration.</summary>
internal static class AlarmKinds
{
    /// <summary>The kind that a set of metric expressions makes; <paramref name="hasMetric"/> says that a plain metric is named.</summary>
    internal static AlarmKind Of(IEnumerable<string> expressions, bool hasMetric)
    {
        var all = expressions.Select(e => e.TrimStart()).ToArray();
        if (all.Any(e => e.StartsWith("ANOMALY_DETECTION_BAND", StringComparison.OrdinalIgnoreCase)))
        {
            return AlarmKind.Anomaly;
        }

        if (all.Any(e => e.StartsWith("SELECT ", StringComparison.OrdinalIgnoreCase)))
        {
            return AlarmKind.Insights;
        }

        return all.Length > 0 ? AlarmKind.Math : hasMetric ? AlarmKind.Metric : AlarmKind.Unknown;
    }

    /// <summary>ARNs of the alarms that triggered a composite: a body's TriggeringChildren or a state's triggeringAlarms.</summary>
    internal static IReadOnlyList<string> Children(IEnumerable<JsonElement?> items) =>
        [.. items
            .Select(c => c.AsText() ?? c.Text("Arn") ?? c.Text("arn"))
            .OfType<string>()
            .Select(a => AlarmText.Cap(Arn.Read(a)?.ToString() ?? a, AlarmText.ArnLimit))
            .Distinct(StringComparer.Ordinal)
            .Take(AlarmText.ListLimit)];
}
