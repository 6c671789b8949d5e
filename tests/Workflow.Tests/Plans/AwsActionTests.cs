using IncidentBot.Plans;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Plans;

/// <summary>What a plan may write under <c>aws</c> and <c>parallel</c>, and what it is told otherwise.</summary>
public sealed class AwsActionTests
{
    private const string Good = """endpoint: "https://rds.{target}.amazonaws.com", service: rds, region: "{target}", operation: FailoverGlobalCluster, protocol: query, version: "2014-10-31", parameters: { GlobalClusterIdentifier: checkout }, expect: ["/FailoverGlobalClusterResult/GlobalCluster/Status = failing-over"]""";

    [Fact]
    public void A_call_is_read_as_the_services_model_describes_it()
    {
        var (plan, faults) = Build($"{{ aws: {{ {Good} }} }}");

        Assert.Empty(faults);
        var call = Assert.IsType<StepAction.Aws>(plan!.Steps.Single(s => s.Id == "extra").Action);
        Assert.Equal(("rds", "{target}", "FailoverGlobalCluster", AwsProtocol.Query, "2014-10-31"), (call.Service, call.Region, call.Operation, call.Protocol, call.Version));
        Assert.Equal("checkout", call.Parameters["GlobalClusterIdentifier"]);
    }

    [Theory]
    [InlineData("service: rds, ", "", "no `service`")]
    [InlineData("service: rds", "service: RDS", "not a signing name")]
    [InlineData("https://rds.{target}.amazonaws.com", "https://rds.eu-west-1.amazonaws.com/path", "more than a host")]
    [InlineData("https://rds.{target}.amazonaws.com", "rds.eu-west-1.amazonaws.com", "not an absolute http or https address")]
    [InlineData("""region: "{target}",""", "region: Ireland,", "not a region")]
    [InlineData("operation: FailoverGlobalCluster", "operation: failover-global-cluster", "not an operation")]
    [InlineData("protocol: query", "protocol: cbor", "no such protocol")]
    [InlineData("""version: "2014-10-31",""", """version: "1.0",""", "not a version of the protocol")]
    [InlineData("""version: "2014-10-31",""", "", "has no `version`")]
    [InlineData("version: ", "target: X, version: ", "has no `target`")]
    [InlineData("version: ", "request: POST /, version: ", "has no `request`")]
    [InlineData("GlobalClusterIdentifier: checkout", "Action: Other", "not a parameter's name")]
    [InlineData("GlobalClusterIdentifier: checkout", """GlobalClusterIdentifier: "{cluster}" """, "unknown placeholder")]
    [InlineData("/FailoverGlobalClusterResult/GlobalCluster/Status = failing-over", "Status is good", "not what an answer can be held against")]
    public void A_call_that_cannot_be_made_is_refused_with_its_place(string good, string bad, string problem)
    {
        var (_, faults) = Build($"{{ aws: {{ {Good.Replace(good, bad, StringComparison.Ordinal)} }} }}");
        Assert.Contains(faults, f => f.ToString().Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""protocol: json, version: "1.1", target: X_1, body: '{"a":{epoch},"t":"{token}"}'""", null)]
    [InlineData("""protocol: json, version: "1.1", target: X_1, body: '[1]'""", "not a JSON object")]
    [InlineData("""protocol: json, version: "1.1", target: X_1, body: '{"a":'""", "not a JSON object")]
    [InlineData("""protocol: json, version: "1.1", body: '{}'""", "has no `target`")]
    [InlineData("""protocol: rest-json, request: PUT /state, body: '{}'""", null)]
    [InlineData("""protocol: rest-json, request: PUT state""", "not a method and a path")]
    [InlineData("""protocol: rest-xml, request: "POST /zone", body: <a/>""", null)]
    [InlineData("""protocol: rest-xml, parameters: { A: b }""", "has no `parameters`")]
    public void Each_protocol_has_keys_of_its_own(string keys, string? problem)
    {
        var (_, faults) = Build($$"""{ aws: { endpoint: "https://x.example.com", service: x, region: eu-west-1, operation: DoIt, {{keys}} } }""");
        if (problem is null)
        {
            Assert.Empty(faults);
            return;
        }

        Assert.Contains(faults, f => f.ToString().Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ parallel: { one: { exec: [a] } } }""", "too few or too many")]
    [InlineData("""{ parallel: { one: { exec: [a] }, two: { manual: Do it } } }""", "no such kind")]
    [InlineData("""{ parallel: { one: { exec: [a] }, two: { wait: 5s } } }""", "no such kind")]
    [InlineData("""{ parallel: { one: { exec: [a] }, two: { parallel: { a: { exec: [a] }, b: { exec: [b] } } } } }""", "no such kind")]
    [InlineData("""{ parallel: { One: { exec: [a] }, two: { exec: [b] } } }""", "cannot name an action")]
    [InlineData("""{ parallel: [{ exec: [a] }] }""", "not a map")]
    public void Only_what_the_bot_does_by_itself_is_done_at_once(string action, string problem)
    {
        var (_, faults) = Build(action);
        Assert.Contains(faults, f => f.ToString().Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_drill_signs_nothing_with_the_bots_credentials()
    {
        var (_, faults) = Build("{ exec: [a] }", $"{{ do: {{ aws: {{ {Good} }} }} }}");
        Assert.Contains(faults, f => f.ToString().Contains("no such kind for `do`", StringComparison.Ordinal));
    }

    [Fact]
    public void A_token_is_the_same_for_every_attempt_and_another_for_every_epoch_and_step()
    {
        var token = StepText.Token("INC-1", "promote", 3);
        Assert.Equal(token, StepText.Token("INC-1", "promote", 3));
        Assert.Equal(4, new[] { token, StepText.Token("INC-1", "promote", 4), StepText.Token("INC-1", "fence", 3), StepText.Token("INC-2", "promote", 3) }.Distinct().Count());
        Assert.True(Guid.TryParseExact(token, "D", out _));
        Assert.Equal($"x {token}", StepText.Fill("x {token}", 3, "INC-1", "a", "b", token));
    }

    /// <summary>The sound plan of lint's examples with one more step that does this.</summary>
    private static (FailoverPlan? Plan, IReadOnlyList<PlanFault> Faults) Build(string action, string? drill = null)
    {
        var sound = SourceTree.Read("tests", "Workflow.Tests", "Plans", "Lint", "sound.yaml");
        var cut = sound.IndexOf("  commit:", StringComparison.Ordinal);
        var step = $$"""
                - { id: extra, title: More, estimate: 1s, do: {{action}}, verify: { check: {{Check(sound)}} }, undo: { exec: [undo, "{epoch}"] }{{(drill is null ? "" : $", drill: {drill}")}} }

            """;
        var answer = PlanBuilder.Build(PlanYaml.Read(sound[..cut] + step + sound[cut..], "p").Root!, "p");
        return (answer.Plan, answer.Faults);
    }

    private static string Check(string sound) => sound.Contains("id: errors", StringComparison.Ordinal) ? "errors <= 0.5" : "fenced = 1";
}
