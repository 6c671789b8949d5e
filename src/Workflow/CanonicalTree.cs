using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Workflow;

/// <summary>Copies a <see cref="JsonNode"/> into a <see cref="CanonicalWriter"/>.</summary>
/// <remarks>Not by way of <c>ToJsonString</c>, which replaces a lone surrogate instead of refusing it.</remarks>
internal static class CanonicalTree
{
    internal static void Write(JsonNode? node, ref CanonicalWriter writer, int depth)
    {
        if (depth > CanonicalJson.MaxDepth) throw new CanonicalJsonException($"The value is nested more than {CanonicalJson.MaxDepth} levels deep.");
        switch (node)
        {
            case null:
                writer.Raw("null");
                break;
            case JsonObject members:
                Object(members, ref writer, depth);
                break;
            case JsonArray items:
                Array(items, ref writer, depth);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && value.TryGetValue<string>(out var text):
                writer.String(text);
                break;
            default:
                CanonicalReader.Copy(Encoding.UTF8.GetBytes(node.ToJsonString()), ref writer);
                break;
        }
    }

    private static void Object(JsonObject members, ref CanonicalWriter writer, int depth)
    {
        var mark = writer.BeginObject();
        foreach (var (name, value) in members)
        {
            writer.Name(name);
            Write(value, ref writer, depth + 1);
        }

        writer.EndObject(mark);
    }

    private static void Array(JsonArray items, ref CanonicalWriter writer, int depth)
    {
        writer.Raw("[");
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) writer.Raw(",");
            Write(items[i], ref writer, depth + 1);
        }

        writer.Raw("]");
    }
}
