using System.Text.Json;
using System.Xml.Linq;
using IncidentBot.Bot.Tests.Conventions;
using IncidentBot.Bot.Tests.Readings.Aws;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Plans;

/// <summary>The shipped steps for AWS fit a plan, lint objects to nothing that they do not accept, and every call is one that its service has.</summary>
public sealed class ExamplePlanTests
{
    private const string NoModels = "No botocore: the calls of the examples are not held against the services' models (pip install botocore)";

    public static TheoryData<string> Files => [.. Examples.Aws];

    [Theory]
    [MemberData(nameof(Files))]
    public void An_example_makes_a_plan_without_faults_and_without_findings(string file)
    {
        var (plan, faults) = Examples.Read(file);
        Assert.Empty(faults);
        Assert.Empty(PlanLint.Findings(plan!).Select(f => f.ToString()));
        Assert.NotEmpty(Examples.Calls(plan!));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_call_of_an_example_is_as_its_services_model_has_it(string file)
    {
        Assert.SkipUnless(ServiceModel.Load("rds") is not null, NoModels);
        foreach (var (place, call) in Examples.Calls(Examples.Read(file).Plan!))
        {
            var model = ServiceModel.Load(call.Service)!;
            Assert.Empty(model.CallFaults(Filled(call), Message(Filled(call))).Select(f => $"{file}, {place}: {f}"));
        }
    }

    [Fact]
    public void There_is_an_example_of_every_kind_that_the_page_lists()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "plans", "examples", "aws", "README.md"));
        Assert.Equal(9, Examples.Aws.Count);
        Assert.All(Examples.Aws, f => Assert.Contains($"[{f}]({f})", page, StringComparison.Ordinal));
    }

    private static StepAction.Aws Filled(StepAction.Aws call)
    {
        string Text(string text) => StepText.Fill(text, 7, "INC-1", "us-east-1", "eu-west-1", StepText.Token("INC-1", "x", 7));
        return call with
        {
            Endpoint = Text(call.Endpoint),
            Region = Text(call.Region),
            Path = call.Path is null ? null : Text(call.Path),
            Body = call.Body is null ? null : Text(call.Body),
            Parameters = call.Parameters.ToDictionary(p => p.Key, p => Text(p.Value)),
            Expect = [.. call.Expect.Select(Text)],
        };
    }

    /// <summary>The request as the structure that the model describes.</summary>
    private static JsonElement Message(StepAction.Aws call) => call.Protocol switch
    {
        AwsProtocol.Query => JsonSerializer.SerializeToElement(call.Parameters.ToDictionary(p => p.Key, p => p.Value is "true" or "false" ? p.Value == "true" : (object)p.Value)),
        // Lists are elements of their own in XML: only the outermost names are compared, and the emulator reads the rest.
        AwsProtocol.RestXml when call.Body is { } xml => JsonSerializer.SerializeToElement(XElement.Parse(xml).Elements().ToDictionary(e => e.Name.LocalName, _ => new object())),
        _ => JsonSerializer.Deserialize<JsonElement>(call.Body ?? "{}"),
    };
}
