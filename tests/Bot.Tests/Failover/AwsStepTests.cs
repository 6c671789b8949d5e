using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>A signed call on the wire, and what is made of its answer.</summary>
public sealed class AwsStepTests : IAsyncLifetime
{
    private readonly WebApplication app;
    private readonly List<(string Method, string Path, string Body, IHeaderDictionary Headers)> calls = [];
    private readonly StepLab lab = new();
    private (int Status, string Body) answer = (200, "{}");

    public AwsStepTests()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            calls.Add((http.Request.Method, http.Request.Path + http.Request.QueryString, await reader.ReadToEndAsync(http.RequestAborted), new HeaderDictionary(http.Request.Headers.ToDictionary())));
            http.Response.StatusCode = answer.Status;
            if (answer.Status == 307)
            {
                http.Response.Headers.Location = "/elsewhere";
            }

            await http.Response.WriteAsync(answer.Body, http.RequestAborted);
        });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await app.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await lab.DisposeAsync();
    }

    [Fact]
    public async Task A_query_call_is_a_signed_form_that_says_whose_it_is()
    {
        var result = await lab.Perform(Call(AwsProtocol.Query, version: "2014-10-31", parameters: new() { ["Id"] = "a b&c", ["Token"] = "{token}", ["To"] = "{target}" }));

        var call = Assert.Single(calls);
        var token = StepText.Token("INC-7", "fence", 7);
        Assert.Equal(StepOutcome.Succeeded, result.Outcome);
        Assert.Equal(("POST", "/", $"Action=DoIt&Version=2014-10-31&Id=a%20b%26c&Token={token}&To=eu-west-1"), (call.Method, call.Path, call.Body));
        Assert.Contains("/eu-west-1/rds/aws4_request", call.Headers.Authorization.ToString(), StringComparison.Ordinal);
        Assert.Equal("incidentbot/1 (INC-7; fence; epoch 7)", call.Headers.UserAgent.ToString());
        Assert.Equal("application/x-www-form-urlencoded; charset=utf-8", call.Headers.ContentType.ToString());
    }

    [Fact]
    public async Task A_json_call_names_its_target()
    {
        await lab.Perform(Call(AwsProtocol.Json, version: "1.1", target: "Thing_1", body: """{"epoch":{epoch}}"""));

        var call = Assert.Single(calls);
        Assert.Equal(("Thing_1.DoIt", "application/x-amz-json-1.1", """{"epoch":7}"""), (call.Headers["X-Amz-Target"].ToString(), call.Headers.ContentType.ToString(), call.Body));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_for_the_signature_is_for_one_address()
    {
        answer = (307, "");
        var result = await lab.Perform(Call(AwsProtocol.Json, version: "1.1", target: "Thing_1", body: "{}"));

        Assert.Single(calls);
        Assert.Equal(StepOutcome.Failed, result.Outcome);
    }

    [Theory]
    [InlineData(AwsProtocol.RestJson, "application/json", "{}")]
    [InlineData(AwsProtocol.RestXml, "application/xml", "<a/>")]
    public async Task A_rest_call_has_a_method_and_a_path_of_its_own(AwsProtocol protocol, string type, string body)
    {
        await lab.Perform(Call(protocol, method: "PUT", path: "/v1/{target}?x=y", body: body));

        var call = Assert.Single(calls);
        Assert.Equal(("PUT", "/v1/eu-west-1?x=y", body, type), (call.Method, call.Path, call.Body, call.Headers.ContentType.ToString()));
    }

    [Theory]
    [InlineData("""{"Status":"ready"}""", StepOutcome.Succeeded, true)]
    [InlineData("""{"Status":"waiting"}""", StepOutcome.Failed, false)]
    [InlineData("""{"Other":"ready"}""", StepOutcome.Unknown, null)]
    [InlineData("not JSON", StepOutcome.Unknown, null)]
    [InlineData("[]", StepOutcome.Unknown, null)]
    public async Task An_answer_is_held_against_what_the_plan_expects(string said, StepOutcome outcome, bool? present)
    {
        answer = (200, said);
        var call = Call(AwsProtocol.RestJson, method: "GET", path: "/", expect: "/Status = ready");
        Assert.Equal(outcome, (await lab.Perform(call)).Outcome);
        Assert.Equal(present, (await lab.Actions.Probe(call, StepLab.Run, StepLab.Ample, Cancel)).Present);
    }

    [Theory]
    [InlineData("<R xmlns=\"http://x/\"><Members><Member><Arn>a</Arn><Writer>false</Writer></Member><Member><Arn>b</Arn><Writer>true</Writer></Member></Members></R>", true)]
    [InlineData("<R><Members><Member><Arn>b</Arn><Writer>true</Writer></Member></Members></R>", true)]
    [InlineData("<R><Members><Member><Arn>b</Arn><Writer>false</Writer></Member></Members></R>", false)]
    [InlineData("<R><Members><Member><Arn>c</Arn><Writer>true</Writer></Member></Members></R>", null)]
    [InlineData("<!DOCTYPE R [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><R><Members><Member><Arn>b</Arn><Writer>true</Writer></Member></Members></R>", null)]
    public async Task An_answer_in_xml_is_read_by_local_names(string said, bool? present)
    {
        answer = (200, said);
        var call = Call(AwsProtocol.Query, version: "2014-10-31", expect: "/Members/Member/[Arn=b]/Writer = true");
        Assert.Equal(present, (await lab.Actions.Probe(call, StepLab.Run, StepLab.Ample, Cancel)).Present);
    }

    [Theory]
    [InlineData(400, """{"__type":"com.amazon#ThrottlingException"}""", StepOutcome.Failed, "AWS throttles DoIt (ThrottlingException)")]
    [InlineData(403, "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>", StepOutcome.Failed, "may not call DoIt (AccessDenied)")]
    [InlineData(404, "<ErrorResponse><Error><Code>GlobalClusterNotFoundFault</Code></Error></ErrorResponse>", StepOutcome.Failed, "404 (GlobalClusterNotFoundFault)")]
    [InlineData(500, "<html>oh</html>", StepOutcome.Unknown, "AWS answered DoIt with 500")]
    [InlineData(503, "", StepOutcome.Unknown, "AWS answered DoIt with 503")]
    public async Task A_refusal_is_told_by_its_code_and_tells_nothing_of_what_is_there(int status, string said, StepOutcome outcome, string words)
    {
        answer = (status, said);
        var call = Call(said.StartsWith('<') ? AwsProtocol.Query : AwsProtocol.RestJson, version: "2014-10-31", method: "GET", path: "/");
        var result = await lab.Perform(call);
        Assert.Equal((outcome, false, false), (result.Outcome, result.NothingSent, result.Denied));
        Assert.Contains(words, result.Evidence, StringComparison.Ordinal);
        Assert.Null((await lab.Actions.Probe(call, StepLab.Run, StepLab.Ample, Cancel)).Present);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        var result = await lab.Perform(Call(AwsProtocol.RestJson, method: "GET", path: "/") with { Endpoint = $"http://127.0.0.1:{FreePort.Closed()}" });
        Assert.Equal((StepOutcome.Failed, true), (result.Outcome, result.NothingSent));
    }

    [Fact]
    public async Task A_call_that_takes_too_long_may_have_happened()
    {
        await app.StopAsync(Cancel);
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var result = await lab.Perform(Call(AwsProtocol.RestJson, method: "GET", path: "/") with { Endpoint = $"http://{silent.LocalEndpoint}" }, TimeSpan.FromMilliseconds(300));
        Assert.Equal((StepOutcome.TimedOut, false), (result.Outcome, result.NothingSent));
    }

    private StepAction.Aws Call(
        AwsProtocol protocol, string? version = null, string? target = null, string? method = null, string? path = null,
        Dictionary<string, string>? parameters = null, string? body = null, params string[] expect) =>
        new(app.Urls.FirstOrDefault() ?? "http://127.0.0.1:1", "rds", "{target}", "DoIt", protocol, version, target, method, path, parameters ?? [], body, expect);
}
