using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Tests.Plans.Lint;
using Xunit;

namespace IncidentBot.Workflow.Tests.Plans;

/// <summary>Lint beyond what the example files show: limits, numbers and forms.</summary>
public sealed class PlanLintTests
{
    private static readonly FailoverPlan Sound = LintFile.SoundPlan;

    [Fact]
    public void A_sound_plan_has_no_finding() => Assert.Empty(Findings(Sound));

    [Fact]
    public void Limits_themselves_are_within_bounds()
    {
        var window = Sound with { Approvals = [], Dns = null };
        Assert.DoesNotContain("no-decision-window rto", Findings(window with { Rto = TimeSpan.FromSeconds(492) }));
        Assert.Contains("no-decision-window rto", Findings(window with { Rto = TimeSpan.FromSeconds(491) }));
        Assert.Empty(Findings(Sound with { ApprovalExpiry = TimeSpan.FromSeconds(397) }));
        Assert.Equal(["approvals-lapse approvalExpiry"], Findings(Sound with { ApprovalExpiry = TimeSpan.FromSeconds(396) }));
        Assert.Empty(Findings(Sound with { SampleEvery = TimeSpan.FromSeconds(15) }));
        Assert.Empty(Findings(Sound with { ArmedLimit = TimeSpan.FromSeconds(30), HoldLimit = Sound.ApprovalEstimate }));
        Assert.Empty(Findings(Sound with { Rpo = TimeSpan.FromSeconds(1) }));
    }

    [Fact]
    public void A_message_gives_the_numbers_it_rests_on()
    {
        var finding = PlanLint.Findings(Sound with { Rto = TimeSpan.FromSeconds(491), Approvals = [] }).First(f => f.Rule == "no-decision-window");
        Assert.Equal(
            "steps (1 min 42 s by their estimates), armed limit (1 min 30 s) and approvals (5 min) need 8 min 12 s of an RTO of 8 min 11 s: no time is left to decide",
            finding.Message);
    }

    [Theory]
    [InlineData("Authorization", "anything")]
    [InlineData("X-Api-Key", "k")]
    [InlineData("X-Custom", "Bearer abc")]
    [InlineData("X-Custom", "AKIAABCDEFGHIJKLMNOP")]
    [InlineData("X-Custom", "eyJhbGciOiJIUzI1NiJ9.e30.x")]
    public void What_looks_like_a_secret_in_a_header_is_one(string name, string value) =>
        Assert.Equal(["secret-in-plan step route do"], Findings(With("route", new StepAction.Http("POST", "https://shop.example.com/{epoch}", new Dictionary<string, string> { [name] = value }, null, [], null))));

    [Theory]
    [InlineData("https://shop.example.com/{epoch}?token=abc")]
    [InlineData("https://shop.example.com/{epoch}?a=1&api_key=x")]
    public void So_is_one_in_an_address(string url) =>
        Assert.Equal(["secret-in-plan step route do"], Findings(With("route", new StepAction.Http("POST", url, new Dictionary<string, string>(), null, [], null))));

    [Theory]
    [InlineData("--password=x", true)]
    [InlineData("db_password=x", true)]
    [InlineData("ghp_0123456789abcdefghij", true)]
    [InlineData("--token-file", false)]
    [InlineData("/etc/token", false)]
    [InlineData("--region", false)]
    public void And_one_in_an_argument(string argument, bool secret) =>
        Assert.Equal(secret ? ["secret-in-plan step promote do"] : [], Findings(With("promote", new StepAction.Exec("promote", ["{epoch}", argument]))));

    [Theory]
    [InlineData("http://localhost:80/{epoch}", false)]
    [InlineData("http://[::1]/{epoch}", false)]
    [InlineData("http://10.0.0.1/{epoch}", true)]
    [InlineData("http://{target}.example.com/{epoch}", true)]
    public void Only_loopback_may_be_asked_in_clear_text(string url, bool plain) =>
        Assert.Equal(plain ? ["plain-http step promote do"] : [], Findings(With("promote", new StepAction.Http("POST", url, new Dictionary<string, string>(), null, [], null))));

    private static FailoverPlan With(string step, StepAction action) => Sound with
    {
        Steps = [.. Sound.Steps.Select(s => s.Id == step ? s with { Action = action } : s)],
    };

    private static IEnumerable<string> Findings(FailoverPlan plan) => PlanLint.Findings(plan).Select(f => $"{f.Rule} {f.Subject}");
}
