using System.Text.Json;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Plans.Schema;

/// <summary>Walks a plan and its schema side by side, and notes at each object of the schema which keys the reader would take there.</summary>
internal sealed class SchemaWalk(JsonElement schema)
{
    private readonly Dictionary<string, HashSet<string>> read = [];

    /// <summary>By the place of an object in the schema, the keys that the reader took in some plan.</summary>
    internal IReadOnlyDictionary<string, HashSet<string>> Read => read;

    /// <summary>Maps of a plan that the reader took keys from, and to which no object of the schema with keys of its own belongs.</summary>
    internal List<string> Unplaced { get; } = [];

    /// <summary>Every object of the schema that lists keys, by its place.</summary>
    internal static Dictionary<string, HashSet<string>> Objects(JsonElement at, string place = "#")
    {
        var found = new Dictionary<string, HashSet<string>>();
        if (at.ValueKind == JsonValueKind.Object)
        {
            if (at.TryGetProperty("properties", out var properties) && at.TryGetProperty("additionalProperties", out _))
            {
                found[place] = [.. properties.EnumerateObject().Select(p => p.Name)];
            }

            foreach (var (key, value) in at.EnumerateObject().Select(p => (p.Name, p.Value)))
            {
                foreach (var (inner, keys) in Objects(value, $"{place}/{key}"))
                {
                    found[inner] = keys;
                }
            }
        }
        else if (at.ValueKind == JsonValueKind.Array)
        {
            foreach (var (value, i) in at.EnumerateArray().Select((v, i) => (v, i)))
            {
                foreach (var (inner, keys) in Objects(value, $"{place}/{i}"))
                {
                    found[inner] = keys;
                }
            }
        }

        return found;
    }

    internal void Plan(PlanNode root)
    {
        var keys = new Dictionary<PlanNode.Map, HashSet<string>>(ReferenceEqualityComparer.Instance);
        PlanBuilder.Build(root, "p", (map, known) => (keys.TryGetValue(map, out var set) ? set : keys[map] = []).UnionWith(known));
        var placed = new HashSet<PlanNode>(ReferenceEqualityComparer.Instance);
        Visit(root, schema, "#", keys, placed);
        Unplaced.AddRange(keys.Keys.Where(m => !placed.Contains(m) && m.Entries.Count > 0).Select(m => $"{m.Line}:{m.Column} {string.Join(",", keys[m])}"));
    }

    private void Visit(PlanNode node, JsonElement at, string place, Dictionary<PlanNode.Map, HashSet<string>> keys, HashSet<PlanNode> placed)
    {
        if (at.TryGetProperty("$ref", out var reference))
        {
            var target = reference.GetString()!;
            Visit(node, target[2..].Split('/').Aggregate(schema, (e, part) => e.GetProperty(part)), target, keys, placed);
            return;
        }

        if (at.TryGetProperty("anyOf", out var choices))
        {
            foreach (var (choice, i) in choices.EnumerateArray().Select((c, i) => (c, i)))
            {
                Visit(node, choice, $"{place}/anyOf/{i}", keys, placed);
            }
        }

        if (node is PlanNode.List list && at.TryGetProperty("items", out var items))
        {
            list.Items.ToList().ForEach(item => Visit(item, items, $"{place}/items", keys, placed));
        }

        if (node is PlanNode.Map named && at.TryGetProperty("additionalProperties", out var each) && each.ValueKind == JsonValueKind.Object && !at.TryGetProperty("properties", out _))
        {
            named.Entries.ToList().ForEach(entry => Visit(entry.Value, each, $"{place}/additionalProperties", keys, placed));
        }

        if (node is not PlanNode.Map map || !at.TryGetProperty("properties", out var properties))
        {
            return;
        }

        if (keys.TryGetValue(map, out var known))
        {
            (read.TryGetValue(place, out var all) ? all : read[place] = []).UnionWith(known);
            placed.Add(map);
        }

        foreach (var entry in map.Entries)
        {
            if (properties.TryGetProperty(entry.Key, out var property))
            {
                Visit(entry.Value, property, $"{place}/properties/{entry.Key}", keys, placed);
            }
        }
    }
}
