using System.CommandLine;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Cli;
using Xunit;

namespace IncidentBot.Bot.Tests.Cli;

public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("plan", "`incidentbot plan` wants one of: lint, show, premortem.")]
    [InlineData("alarm", "`incidentbot alarm` wants one of: inspect, parked.")]
    [InlineData("demo --seed abc", "--seed must be a whole number from -2147483648 to 2147483647, not 'abc'")]
    [InlineData("demo --port -5", "--port must be a whole number from 0 to 65535, not '-5'")]
    [InlineData("demo --break router", "--break wants target, not 'router'.")]
    [InlineData("export INC-1 --format pdf", "--format wants md or json or csv or html, not 'pdf'.")]
    [InlineData("demo --config x.json", "leave out --config.")]
    [InlineData("--check demo", "--check checks the configuration and starts nothing; leave out `demo`.")]
    public async Task A_usage_fault_names_what_was_found_and_what_is_wanted(string line, string fault)
    {
        var (code, error) = await Run(line.Split(' '));
        Assert.Equal(64, code);
        Assert.Contains(fault, error, StringComparison.Ordinal);
        Assert.Contains("--help` shows how it is written.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "verify", "{folder}")]
    [InlineData(2, "verify", "{folder}/missing")]
    [InlineData(2, "verify", "")]
    [InlineData(2, "verify", "{folder}/bytes")]
    [InlineData(2, "verify", "{folder}/empty")]
    [InlineData(2, "alarm", "inspect", "{folder}")]
    [InlineData(2, "alarm", "inspect", "{folder}/missing")]
    [InlineData(2, "alarm", "inspect", "")]
    [InlineData(2, "alarm", "inspect", "/dev/zero")]
    [InlineData(2, "plan", "lint", "{folder}")]
    [InlineData(2, "plan", "lint", "")]
    [InlineData(2, "plan", "show", "{folder}/missing")]
    [InlineData(2, "plan", "lint", "{folder}/empty", "--config", "{folder}/missing")]
    [InlineData(78, "export", "INC-1", "--format", "json", "--config", "{folder}/missing")]
    [InlineData(78, "--check", "--config", "")]
    [InlineData(64, "demo", "--headless", "--out", "{folder}/empty")]
    [InlineData(64, "demo", "--headless", "--out", "{folder}/empty/below")]
    public async Task A_file_that_cannot_be_used_is_told_of_without_the_words_of_the_platform(int expected, params string[] arguments)
    {
        await File.WriteAllTextAsync(folder.Sub("empty"), "", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder.Sub("bytes"), [0xff, 0xfe, 0x01], TestContext.Current.CancellationToken);
        var (code, error) = await Run([.. arguments.Select(a => a.Replace("{folder}", folder.Path, StringComparison.Ordinal))]);
        Assert.True(expected == code, $"{code}: {error}");
        foreach (var word in new[] { "Exception", "Parameter", "   at ", "isFinalBlock", "Access to the path", "Internal error" })
        {
            Assert.DoesNotContain(word, error, StringComparison.Ordinal);
        }

        Assert.NotEqual("", error);
    }

    private static async Task<(int Code, string Error)> Run(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.Run(arguments, new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (code, error.ToString());
    }
}
