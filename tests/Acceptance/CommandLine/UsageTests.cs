using IncidentBot.Acceptance.Demo;
using Xunit;

namespace IncidentBot.Acceptance.CommandLine;

public sealed class UsageTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_version_is_printed()
    {
        var answer = await Incidentbot.Run(folder.Path, "--version");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Matches(@"\A\d+\.\d+\.\d+\S*\n\z", answer.Output);
    }

    [Fact]
    public async Task Help_names_every_verb_and_goes_to_the_output()
    {
        var answer = await Incidentbot.Run(folder.Path, "--help");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        foreach (var word in new[] { "serve", "demo", "export", "verify", "alarm", "plan", "--check", "--version" })
        {
            Assert.Contains($"  {word}", answer.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("nonsense")]
    [InlineData("demo", "--port", "many")]
    [InlineData("demo", "--port", "70000")]
    [InlineData("demo", "--break", "router")]
    [InlineData("verify")]
    [InlineData("plan", "lint")]
    [InlineData("plan", "lint", "x.yaml", "--variable", "novalue")]
    [InlineData("alarm", "inspect")]
    [InlineData("export", "INC-1", "--format", "pdf")]
    public async Task What_cannot_be_understood_ends_with_64_and_says_where_help_is(params string[] arguments)
    {
        var answer = await Incidentbot.Run(folder.Path, arguments);
        Assert.Equal((64, ""), (answer.Code, answer.Output));
        Assert.Contains("--help", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Relative_paths_mean_the_callers_folder_under_dotnet_run_too()
    {
        var sample = Path.Combine(AppContext.BaseDirectory, "Alarms", "samples", "sns-http-alarm-single-metric.json");
        File.Copy(sample, Path.Combine(folder.Path, "alarm.json"));
        foreach (var run in new[] { Incidentbot.Run, Incidentbot.RunProject })
        {
            var answer = await run(folder.Path, ["alarm", "inspect", "alarm.json"]);
            Assert.True(answer.Code == 0, answer.Error);
            Assert.StartsWith("{\"alarmName\":", answer.Output, StringComparison.Ordinal);
        }
    }
}
