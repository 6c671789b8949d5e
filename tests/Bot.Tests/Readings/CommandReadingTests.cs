using System.Globalization;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Failover;
using IncidentBot.Readings;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings;

public sealed class CommandReadingTests : IDisposable
{
    private static readonly Dictionary<string, AllowedProgram> Allow = new()
    {
        ["sh"] = new AllowedProgram { Path = "/bin/sh", Arguments = ["-c"] },
        ["print"] = new AllowedProgram { Path = "/usr/bin/printf" },
        ["gone"] = new AllowedProgram { Path = "/nowhere/at/all" },
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_document_on_stdout_is_a_reading_with_its_own_time()
    {
        var at = DateTimeOffset.UtcNow - TimeSpan.FromSeconds(3);
        var reading = await Take("print", "%s", $$"""{"value":0.25,"sampledAt":"{{at:O}}"}""");
        Assert.Equal((0.25m, null, at, "program print"), (reading.Value, reading.Problem, reading.SampledAt, reading.Source));
    }

    [Fact]
    public async Task Arguments_arrive_as_text_and_no_shell_reads_them()
    {
        var canary = folder.Sub("canary");
        _ = await Take("print", "%s", $"$(touch {canary}); `touch {canary}`");
        Assert.False(File.Exists(canary));
    }

    [Theory]
    [InlineData("rm", "", "not on the allow-list")]
    [InlineData("/bin/sh", "", "not on the allow-list")]
    [InlineData("gone", "", "could not be started")]
    [InlineData("sh", "echo '{\"value\":1}'; exit 3", "exit code 3")]
    [InlineData("sh", "echo hello", "not JSON")]
    [InlineData("sh", "true", "not JSON")]
    [InlineData("sh", "echo '{\"value\":NaN}'", "not JSON")]
    [InlineData("sh", "echo '{\"value\":1}'", "no time at /sampledAt")]
    [InlineData("sh", "echo '{\"value\":-1,\"sampledAt\":\"2026-01-01T00:00:00Z\"}'", "negative")]
    [InlineData("sh", "echo '{\"value\":1,\"sampledAt\":\"2999-01-01T00:00:00Z\"}'", "in the future")]
    [InlineData("sh", "yes >&2 & yes; wait", "more than 1 MiB")]
    public async Task What_is_no_answer_is_unknown_with_the_reason(string program, string script, string reason)
    {
        var reading = await Take(program, script);
        Assert.Null(reading.Value);
        Assert.Contains(reason, reading.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_hangs_is_killed_with_what_it_started()
    {
        var pid = folder.Sub("pid");
        var reading = await Take("sh", TimeSpan.FromSeconds(2), $"sleep 300 & echo $! > {pid}; wait");
        Assert.Contains("did not answer within 2 s", reading.Problem, StringComparison.Ordinal);
        var child = int.Parse(await File.ReadAllTextAsync(pid, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(60);
        while (File.Exists($"/proc/{child}/stat") && !(await File.ReadAllTextAsync($"/proc/{child}/stat", TestContext.Current.CancellationToken)).Split(')')[^1].TrimStart().StartsWith('Z'))
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"The child {child} is still alive.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static Task<Reading> Take(string program, params string[] arguments) => Take(program, TimeSpan.FromSeconds(60), arguments);

    private static async Task<Reading> Take(string program, TimeSpan limit, params string[] arguments)
    {
        var plan = ReadingPlan.Of(ReadingPlan.From("x", new ReadingSource.Command(program, arguments, "/value", "/sampledAt", null, limit)));
        var collector = new ReadingCollector([new CommandReading(Options.Create(new StepOptions { Allow = Allow }))], [], TimeProvider.System, NullLogger<ReadingCollector>.Instance);
        return (await collector.Collect(plan, null, [], TestContext.Current.CancellationToken)).Readings.Single();
    }
}
