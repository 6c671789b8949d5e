using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Plans;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Bot.Tests.Schemas;

/// <summary>A plan as editors see it: plain words are numbers, booleans and nothing where YAML 1.2 says so, and quoted ones are texts.</summary>
internal static class YamlJson
{
    /// <summary>Null when the text is no YAML.</summary>
    internal static JsonNode? Read(string text)
    {
        var (root, faults) = PlanYaml.Read(text, "p");
        return root is null || faults.Count > 0 ? null : Of(root);
    }

    private static JsonNode? Of(PlanNode node) => node switch
    {
        PlanNode.Map map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key, Of(e.Value)))),
        PlanNode.List list => new JsonArray([.. list.Items.Select(Of)]),
        PlanNode.Scalar { TextColumn: { } at } plain when at == plain.Column => Plain(plain.Text),
        PlanNode.Scalar quoted => JsonValue.Create(quoted.Text),
        _ => throw new InvalidOperationException($"No node '{node}'."),
    };

    private static JsonValue? Plain(string text) => text switch
    {
        "" => null,
        "true" or "false" => JsonValue.Create(text == "true"),
        _ when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
