using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentBot.Alarms.Sqs;
using IncidentBot.Bot.Tests.Conventions;
using IncidentBot.Bot.Tests.Readings.Aws;
using IncidentBot.Bot.Tests.Schemas;
using Xunit;

namespace IncidentBot.Bot.Tests.Manifests;

/// <summary>manifests/aws/alarms.yaml against the code that it is for, and against CloudFormation's own schemas.</summary>
public sealed partial class CloudFormationTests
{
    private const string Absent = "needs cfn-lint: pip install cfn-lint";

    private static readonly string TemplatePath = Path.Combine(Repository.Root, "manifests", "aws", "alarms.yaml");
    private static readonly JsonObject Template = YamlJson.Read(File.ReadAllText(TemplatePath))!.AsObject();

    /// <summary>The services that the code calls: the model's name, and the prefix of its actions.</summary>
    private static readonly (string Model, string Prefix)[] Services = [("sqs", "sqs"), ("cloudwatch", "cloudwatch"), ("service-quotas", "servicequotas")];

    public static bool HasLint => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "cfn-lint")));

    public static bool HasModels => ServiceModel.Load("sqs") is not null;

    [Fact(SkipUnless = nameof(HasModels), Skip = "needs botocore: pip install botocore")]
    public void The_policy_allows_what_the_code_calls_and_nothing_else()
    {
        var literals = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Bot"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Literal().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        var called = Services.SelectMany(s => ServiceModel.Load(s.Model)!.Operations.Where(literals.Contains)
            // One permission covers an operation and its batch.
            .Select(o => $"{s.Prefix}:{(s.Prefix == "sqs" ? Regex.Replace(o, "Batch$", "") : o)}"));
        Assert.Equal(called.Order(StringComparer.Ordinal), Actions("BotPolicy").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_bot_reads_its_own_queue_only_and_only_topics_fill_it()
    {
        var queue = Statements("BotPolicy").Single(s => Texts(s["Action"]).Any(a => a.StartsWith("sqs:", StringComparison.Ordinal)));
        Assert.Equal("""{"Fn::GetAtt":["AlarmQueue","Arn"]}""", queue["Resource"]!.ToJsonString());
        Assert.DoesNotContain(Actions("BotPolicy"), a => a.Contains('*', StringComparison.Ordinal));
        var allowed = Statements("AlarmQueuePolicy").Where(s => (string?)s["Effect"] == "Allow").ToList();
        Assert.Equal("sns.amazonaws.com", (string?)Assert.Single(allowed)["Principal"]!["Service"]);
        Assert.NotNull(allowed[0]["Condition"]!["ArnEquals"]!["aws:SourceArn"]);
        Assert.Contains(Statements("AlarmQueuePolicy"), s => (string?)s["Effect"] == "Deny" && s["Condition"]!["Bool"]!["aws:SecureTransport"] is not null);
    }

    [Fact]
    public void Topics_sign_as_the_bot_asks_and_deliver_with_their_envelope()
    {
        Assert.Equal("2", (string?)Properties("AlarmTopic")["SignatureVersion"]);
        foreach (var subscription in new[] { "HomeSubscription", "PeerSubscription" })
        {
            Assert.False((bool)Properties(subscription)["RawMessageDelivery"]!);
            Assert.NotNull(Properties(subscription)["RedrivePolicy"]!["deadLetterTargetArn"]);
        }
    }

    [Fact]
    public void The_queue_hides_a_message_for_as_long_as_the_bot_asks_and_outlasts_its_store()
    {
        var queue = Properties("AlarmQueue");
        Assert.Equal([60, 20, 1_000], new[] { queue["VisibilityTimeout"], queue["ReceiveMessageWaitTimeSeconds"], queue["RedrivePolicy"]!["maxReceiveCount"] }.Select(n => (decimal)n!));
        Assert.Equal(((decimal)queue["VisibilityTimeout"]!, (decimal)queue["ReceiveMessageWaitTimeSeconds"]!), ((decimal)SqsTiming.Usual.Hidden.TotalSeconds, (decimal)SqsTiming.Usual.Wait.TotalSeconds));
        Assert.True((decimal)Properties("DeadLetterQueue")["MessageRetentionPeriod"]! > (decimal)queue["MessageRetentionPeriod"]!);
    }

    [Fact]
    public void Everything_that_is_named_in_it_is_in_it()
    {
        var known = Template["Resources"]!.AsObject().Concat(Template["Parameters"]!.AsObject()).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        var text = Template.ToJsonString();
        var named = Reference().Matches(text).Select(m => m.Groups[1].Value).Where(n => !n.StartsWith("AWS::", StringComparison.Ordinal)).Distinct().ToList();
        Assert.Contains("AlarmTopic", named);
        Assert.Empty(named.Except(known));
        Assert.Empty(Conditions().Matches(text).Select(m => m.Groups[1].Value).Except(Template["Conditions"]!.AsObject().Select(c => c.Key)));
    }

    [Fact(SkipUnless = nameof(HasLint), Skip = Absent)]
    public async Task Cfn_lint_objects_to_nothing()
    {
        using var lint = Process.Start(new ProcessStartInfo("cfn-lint", [TemplatePath]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await lint.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await lint.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await lint.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(lint.ExitCode == 0, said);
    }

    private static JsonObject Properties(string resource) => Template["Resources"]![resource]!["Properties"]!.AsObject();

    private static IReadOnlyList<JsonObject> Statements(string resource) => [.. Properties(resource)["PolicyDocument"]!["Statement"]!.AsArray().Select(s => s!.AsObject())];

    private static IEnumerable<string> Actions(string resource) => Statements(resource).SelectMany(s => Texts(s["Action"]));

    private static IEnumerable<string> Texts(JsonNode? node) => node is JsonArray list ? list.Select(n => (string)n!) : [(string)node!];

    [GeneratedRegex("\"([A-Z][A-Za-z]+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("\"(?:Ref\":|Fn::GetAtt\":\\[)\"([A-Za-z0-9:]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("\"(?:Condition\":|Fn::If\":\\[)\"([A-Za-z]+)\"")]
    private static partial Regex Conditions();
}
