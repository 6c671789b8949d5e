using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace IncidentBot.Workflow.Tests;

/// <summary>Random JSON objects, three levels deep, with names and texts that need escapes and lie outside the BMP.</summary>
internal static class RandomJson
{
    private static readonly string[] Names = ["a", "b", "aa", "A", "", "é", "€", "\ud83d\ude00", "\ufb33", "\n", "\"", "10", "9"];
    private static readonly string[] Texts = ["", "x", "\\", "\u0000\u001f", "\u007f\u2028", "\ud83d\ude00", "a\"b", "</script>", "ß"];

    internal static Arbitrary<JsonObject> Arbitrary => Members(3).ToArbitrary();

    internal static JsonNode Reversed(JsonNode node) => node switch
    {
        JsonObject o => new JsonObject(o.Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value is null ? null : (JsonNode?)Reversed(m.Value)))),
        JsonArray a => new JsonArray([.. a.Select(i => i is null ? null : Reversed(i))]),
        _ => node.DeepClone(),
    };

    private static Gen<JsonObject> Members(int depth) =>
        from names in Gen.SubListOf(Names)
        from order in Gen.Shuffle(names.ToArray())
        from values in Value(depth - 1).ListOf(order.Length)
        select new JsonObject(order.Zip(values, KeyValuePair.Create));

    private static Gen<JsonNode?> Value(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Elements(Texts).Select(t => (JsonNode?)JsonValue.Create(t)),
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(d => (JsonNode?)JsonValue.Create(d.Get)),
            ArbMap.Default.GeneratorFor<int>().Select(i => (JsonNode?)JsonValue.Create(i)),
            ArbMap.Default.GeneratorFor<bool>().Select(b => (JsonNode?)JsonValue.Create(b)),
            Gen.Constant<JsonNode?>(null));
        return depth == 0 ? leaf : Gen.Frequency(
            (3, leaf),
            (1, Members(depth).Select(o => (JsonNode?)o)),
            (1, Value(depth - 1).ListOf(3).Select(l => (JsonNode?)new JsonArray([.. l]))));
    }
}
