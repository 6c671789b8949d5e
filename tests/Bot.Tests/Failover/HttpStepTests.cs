using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

public sealed class HttpStepTests : IAsyncLifetime
{
    private readonly StepLab lab = new();
    private Outside outside = null!;

    public async ValueTask InitializeAsync() => outside = await Outside.Start(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await outside.DisposeAsync();
        await lab.DisposeAsync();
    }

    [Fact]
    public async Task A_request_carries_epoch_and_term_and_its_placeholders_are_filled()
    {
        var action = Call("POST", "do/{target}", """{"region":"{primary}","epoch":{epoch},"incident":"{incident}"}""") with
        {
            Headers = new Dictionary<string, string> { ["X-Region"] = "{target}", ["X-IncidentBot-Epoch"] = "999", ["X-IncidentBot-Term"] = "999", ["content-type"] = "text/x-{target}" },
        };
        var result = await lab.Perform(action);

        Assert.Equal(StepOutcome.Succeeded, result.Outcome);
        var call = Assert.Single(outside.Calls("do/eu-west-1"));
        Assert.Equal((7, 3, "INC-7", """{"region":"us-east-1","epoch":7,"incident":"INC-7"}""", "text/x-eu-west-1"), (call.Epoch, call.Term, call.Incident, call.Body, call.ContentType));
    }

    [Theory]
    [InlineData(200, StepOutcome.Succeeded, false)]
    [InlineData(204, StepOutcome.Succeeded, false)]
    [InlineData(302, StepOutcome.Failed, false)]
    [InlineData(400, StepOutcome.Failed, true)]
    [InlineData(401, StepOutcome.Failed, false)]
    [InlineData(403, StepOutcome.Failed, false)]
    [InlineData(404, StepOutcome.Failed, true)]
    [InlineData(409, StepOutcome.Failed, true)]
    [InlineData(429, StepOutcome.Failed, false)]
    [InlineData(500, StepOutcome.Unknown, false)]
    [InlineData(503, StepOutcome.Unknown, false)]
    public async Task A_status_says_done_refused_or_nothing(int status, StepOutcome outcome, bool denied)
    {
        outside.On("do/fence", Outside.Says(status));
        var result = await lab.Perform(Call("POST", "do/fence"));
        Assert.Equal((outcome, denied, false), (result.Outcome, result.Denied, result.NothingSent));
    }

    [Fact]
    public async Task Only_the_expected_statuses_are_good()
    {
        outside.On("do/fence", Outside.Says(409));
        Assert.Equal(StepOutcome.Succeeded, (await lab.Perform(Call("POST", "do/fence") with { ExpectStatus = [409] })).Outcome);
        Assert.Equal(StepOutcome.Failed, (await lab.Perform(Call("POST", "do/drain") with { ExpectStatus = [201] })).Outcome);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        outside.On("do/fence", (http, _) =>
        {
            http.Response.Redirect(outside.Url("do/elsewhere"));
            return Task.CompletedTask;
        });
        await lab.Perform(Call("POST", "do/fence"));
        Assert.Empty(outside.Calls("do/elsewhere"));
    }

    [Fact]
    public async Task The_expected_text_decides_and_is_looked_for_in_the_whole_answer()
    {
        outside.On("is/far", Outside.Says(200, body: new string('x', 100_000) + "\"value\":1"));
        outside.On("is/other", Outside.Says(200, body: "\"value\":0"));
        outside.On("is/endless", Outside.Says(200, body: new string('x', 300_000) + "\"value\":1"));

        Assert.Equal(StepOutcome.Succeeded, (await lab.Perform(Call("GET", "is/far") with { ExpectBody = "\"value\":1" })).Outcome);
        Assert.True((await lab.Perform(Call("GET", "is/other") with { ExpectBody = "\"value\":1" })).Denied);

        var endless = await lab.Perform(Call("GET", "is/endless") with { ExpectBody = "\"value\":1" });
        Assert.Equal((StepOutcome.Unknown, false), (endless.Outcome, endless.Denied));
    }

    [Fact]
    public async Task A_refused_connection_means_that_nothing_was_sent()
    {
        await outside.DisposeAsync();
        var result = await lab.Perform(new StepAction.Http("POST", $"http://127.0.0.1:{FreePort.Closed()}/do/fence", new Dictionary<string, string>(), "{}", [], null));
        Assert.Equal((StepOutcome.Failed, true, false), (result.Outcome, result.NothingSent, result.Denied));
    }

    [Fact]
    public async Task A_broken_connection_leaves_the_effect_unknown()
    {
        outside.On("do/fence", Outside.Breaks(applied: true));
        var result = await lab.Perform(Call("POST", "do/fence"));
        Assert.Equal((StepOutcome.Unknown, false, false), (result.Outcome, result.NothingSent, result.Denied));
        Assert.Equal(1, outside.Effects("do/fence"));
    }

    [Fact]
    public async Task A_call_without_an_answer_is_late()
    {
        outside.On("do/fence", Outside.Hangs(applied: false));
        var result = await lab.Perform(Call("POST", "do/fence"), TimeSpan.FromMilliseconds(300));
        Assert.Equal((StepOutcome.TimedOut, false), (result.Outcome, result.NothingSent));
    }

    [Fact]
    public async Task A_hostile_answer_is_capped_and_stays_text()
    {
        outside.On("do/fence", Outside.Says(200, body: "<script>alert(1)</script>\r\n<!channel> \u001b[2J" + new string('x', 2_000_000)));
        var result = await lab.Perform(Call("POST", "do/fence"));
        Assert.Contains("200 <script>alert(1)</script> <!channel>", result.Evidence, StringComparison.Ordinal);
        Assert.EndsWith("(cut)", result.Evidence, StringComparison.Ordinal);
        Assert.True(result.Evidence.Length < 5_000, $"{result.Evidence.Length} characters were kept.");
    }

    private StepAction.Http Call(string method, string path, string? body = null) =>
        new(method, $"{outside.Address}{path}", new Dictionary<string, string>(), method == "GET" ? null : body ?? "{}", [], null);
}
