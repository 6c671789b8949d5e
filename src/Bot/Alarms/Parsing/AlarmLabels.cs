using System.Text.Json;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Parsing;

/// <summary>Reads dimensions and tags: lists of name and value pairs in SNS bodies, maps in EventBridge and Lambda.</summary>
internal static class AlarmLabels
{
    /// <summary>The dimensions of every metric of an alarm, each pair once.</summary>
    internal static IReadOnlyList<AlarmLabel> Dimensions(IEnumerable<JsonElement?> holders) =>
        Distinct(holders.SelectMany(Read));

    /// <summary>The tags of an alarm.</summary>
    internal static IReadOnlyList<AlarmLabel> Tags(JsonElement? holder) => Distinct(Read(holder));

    private static AlarmLabel[] Distinct(IEnumerable<AlarmLabel> labels) => [.. labels.Distinct().Take(AlarmText.ListLimit)];

    private static IEnumerable<AlarmLabel> Read(JsonElement? holder) => holder switch
    {
        { ValueKind: JsonValueKind.Object } map => map.EnumerateObject()
            .Select(p => Label(p.Name, ((JsonElement?)p.Value).AsText())).OfType<AlarmLabel>(),
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(e => (JsonElement?)e)
            .Select(e => Label(
                e.Text("name") ?? e.Text("Name") ?? e.Text("key") ?? e.Text("Key"),
                e.Text("value") ?? e.Text("Value"))).OfType<AlarmLabel>(),
        _ => [],
    };

    private static AlarmLabel? Label(string? name, string? value) => name is null || value is null
        ? null
        : new AlarmLabel(AlarmText.Cap(name, AlarmText.NameLimit), AlarmText.Cap(value, AlarmText.LabelLimit));
}
