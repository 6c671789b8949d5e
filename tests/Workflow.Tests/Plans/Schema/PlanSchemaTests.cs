using System.Text.Json;
using IncidentBot.Plans;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Tests.Plans.Lint;
using Xunit;

namespace IncidentBot.Workflow.Tests.Plans.Schema;

/// <summary>schemas/plan.schema.json and the reader know the same keys and the same words.</summary>
public sealed class PlanSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(SourceTree.Read("schemas", "plan.schema.json")).RootElement;

    [Fact]
    public void Every_object_of_the_schema_has_the_keys_that_the_reader_takes_and_no_other()
    {
        var walk = new SchemaWalk(Schema);
        foreach (var plan in Plans())
        {
            walk.Plan(plan);
        }

        var objects = SchemaWalk.Objects(Schema);
        Assert.Empty(walk.Unplaced);
        Assert.Equal(objects.Keys.Order(StringComparer.Ordinal), walk.Read.Keys.Order(StringComparer.Ordinal));
        Assert.All(objects, o => Assert.Equal(o.Value.Order(StringComparer.Ordinal), walk.Read[o.Key].Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_plan_with_every_key_has_no_fault() => Assert.Empty(PlanBuilder.Build(Tree("tests/Workflow.Tests/Plans/Schema/every-key.yaml"), "p").Faults);

    [Fact]
    public void Its_words_are_the_readers_words()
    {
        Assert.Equal(Words.All<Role>(), Enumeration("$defs/role"));
        Assert.Equal(Words.All<AwsProtocol>(), Enumeration("$defs/awsCall/properties/protocol"));
        Assert.Equal(Words.All<ReadingUnit>(), Enumeration("$defs/reading/properties/unit"));
        Assert.Equal(Words.All<AlarmGives>(), Enumeration("$defs/source/properties/alarm/properties/gives"));
        Assert.Equal(Words.All<QuotaGives>(), Enumeration("$defs/source/properties/quota/properties/gives"));
        Assert.Equal(Words.All<DnsGives>(), Enumeration("$defs/source/properties/dns/properties/gives"));
        Assert.Equal(Words.All<DnsRecordType>(), Enumeration("$defs/source/properties/dns/properties/type"));
        Assert.Equal(Words.All<TrafficShift>(), Enumeration("properties/dns/properties/shift"));
        Assert.Equal(Words.All<StoreConsistency>(), Enumeration("properties/stores/items/properties/consistency"));
        Assert.Equal(Words.All<StoreReplication>(), Enumeration("properties/stores/items/properties/replication"));
        Assert.Equal(Words.All<StoreTopology>(), Enumeration("properties/stores/items/properties/topology"));
        Assert.Equal(Words.All<ConflictRule>(), Enumeration("properties/stores/items/properties/conflict"));
    }

    [Fact]
    public void Every_key_says_what_it_means()
    {
        var silent = new List<string>();
        foreach (var (place, _) in SchemaWalk.Objects(Schema))
        {
            foreach (var property in At(place[1..].TrimStart('/')).GetProperty("properties").EnumerateObject())
            {
                if (!Described(property.Value))
                {
                    silent.Add($"{place} {property.Name}");
                }
            }
        }

        Assert.Empty(silent);
    }

    private static bool Described(JsonElement at) =>
        at.TryGetProperty("description", out _) || (at.TryGetProperty("$ref", out var target) && Described(At(target.GetString()![2..])))
        || (at.TryGetProperty("anyOf", out var choices) && choices.EnumerateArray().Any(Described));

    private static IEnumerable<string> Enumeration(string place) => At(place).GetProperty("enum").EnumerateArray().Select(w => w.GetString()!);

    private static JsonElement At(string place) => place.Length == 0 ? Schema
        : place.Split('/').Aggregate(Schema, (e, part) => e.ValueKind == JsonValueKind.Array ? e[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : e.GetProperty(part));

    /// <summary>Gate G6 has one of three rules, so one plan cannot show all of its keys.</summary>
    private static IEnumerable<PlanNode> Plans() =>
    [
        EveryKey("lowestId: { primary: 2, target: queue }"), EveryKey("lease: fenced = 1"), Tree("tests/Workflow.Tests/Plans/Schema/every-key.yaml"),
        Tree("plans/checkout.yaml"), Tree("plans/examples/postgres-pair.yaml"), Tree("tests/Bot.Tests/Plans/good.yaml"), LintFile.Sound, .. LintFile.All.Select(LintFile.Read),
    ];

    private static PlanNode EveryKey(string rule) => PlanYaml.Read(SourceTree.Read("tests", "Workflow.Tests", "Plans", "Schema", "every-key.yaml")
        .Replace("witnesses: [fenced = 1, moved = 1, agrees = 1], quorum: 2", rule, StringComparison.Ordinal), "p").Root!;

    private static PlanNode Tree(string path) => PlanYaml.Read(SourceTree.Read(path.Split('/')), path).Root!;
}
