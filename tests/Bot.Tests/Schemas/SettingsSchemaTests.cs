using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Bot.Tests.Conventions;
using IncidentBot.Cli;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Schemas;

/// <summary>schemas/appsettings.schema.json and the options classes know the same settings.</summary>
public sealed class SettingsSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "schemas", "appsettings.schema.json"))).RootElement;

    public static bool HasAjv => Ajv.IsThere;

    [Fact]
    public void It_has_every_setting_and_no_other()
    {
        var sections = Schema.GetProperty("properties");
        Assert.Equal(SettingsShape.Known.Keys.Append(SettingsShape.SchemaKey).Order(StringComparer.Ordinal), Keys(sections));
        foreach (var (section, type) in SettingsShape.Known.Where(k => k.Value is not null))
        {
            Same(section, sections.GetProperty(section), type!);
        }
    }

    [Fact]
    public void Its_roles_are_the_roles()
    {
        var people = Schema.GetProperty("properties").GetProperty("People").GetProperty("properties");
        foreach (var roles in new[] { people.GetProperty("List").GetProperty("items").GetProperty("properties").GetProperty("Roles").GetProperty("items"), people.GetProperty("Chains").GetProperty("propertyNames") })
        {
            Assert.Equal(Words.All<Role>(), roles.GetProperty("enum").EnumerateArray().Select(w => w.GetString()));
        }
    }

    [Fact(SkipUnless = nameof(HasAjv), Skip = Ajv.Absent)]
    public async Task The_shipped_settings_are_valid_and_slips_are_not()
    {
        var shipped = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "appsettings.json"), TestContext.Current.CancellationToken);
        (string, JsonNode?)[] documents =
        [
            ("shipped", JsonNode.Parse(shipped)),
            ("full", JsonNode.Parse("""{ "People": { "List": [{ "Id": "maya", "Name": "Maya", "Roles": ["commander"] }], "Chains": { "commander": { "Deputies": ["maya"] } } }, "Readings": { "Region": "eu-central-1" } }""")),
            ("section", JsonNode.Parse("""{ "Plan": {} }""")),
            ("setting", JsonNode.Parse("""{ "Store": { "Foldr": "x" } }""")),
            ("severity", JsonNode.Parse("""{ "Alarms": { "Rules": [{ "Service": "checkout", "Severity": "sev5" }] } }""")),
            ("role", JsonNode.Parse("""{ "People": { "List": [{ "Id": "maya", "Name": "Maya", "Roles": ["boss"] }] } }""")),
            ("type", JsonNode.Parse("""{ "Chat": { "Local": { "Enabled": "yes" } } }""")),
        ];
        var answers = await Ajv.Ask("appsettings.schema.json", documents, TestContext.Current.CancellationToken);
        Assert.Equal(["shipped", "full"], answers.Where(a => a.Value == "valid").Select(a => a.Key));
    }

    /// <summary>The keys of an object in the schema are the class's properties, and so on within.</summary>
    private static void Same(string at, JsonElement schema, Type type)
    {
        if (schema.TryGetProperty("$ref", out var target))
        {
            schema = target.GetString()![2..].Split('/').Aggregate(Schema, (e, part) => e.GetProperty(part));
        }

        Assert.True(at.Contains('*', StringComparison.Ordinal) || schema.TryGetProperty("description", out _), $"{at} has no description");
        if (type == typeof(string) || type == typeof(bool) || type == typeof(int))
        {
            Assert.Contains(type == typeof(bool) ? "boolean" : type == typeof(int) ? "integer" : "string", schema.TryGetProperty("type", out var kind) ? kind.GetRawText() : "string", StringComparison.Ordinal);
        }
        else if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            var arguments = type.GetGenericArguments();
            Same($"{at}:*", schema.GetProperty(arguments.Length == 2 ? "additionalProperties" : "items"), arguments[^1]);
        }
        else
        {
            var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
            Assert.Equal(members.Select(m => m.Name).Order(StringComparer.Ordinal), Keys(schema.GetProperty("properties")));
            Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
            Array.ForEach(members, m => Same($"{at}:{m.Name}", schema.GetProperty("properties").GetProperty(m.Name), m.PropertyType));
        }
    }

    private static IEnumerable<string> Keys(JsonElement properties) => properties.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
}
