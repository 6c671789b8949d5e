using System.Diagnostics;
using System.Globalization;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

public sealed class ExecStepTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StepLab lab = new(("print", "/usr/bin/printf"), ("sh", "/bin/sh"), ("gone", "/nowhere/at/all"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arguments_arrive_as_text_and_no_shell_reads_them()
    {
        var canary = folder.Sub("canary");
        await File.WriteAllTextAsync(canary, "", Cancel);
        var result = await lab.Perform(new StepAction.Exec("print", ["[%s]", $"; rm -rf {canary}", "$(rm canary)", "{target} {epoch}", ""]));

        Assert.Equal(StepOutcome.Succeeded, result.Outcome);
        Assert.Contains($"[; rm -rf {canary}][$(rm canary)][eu-west-1 7][]", result.Evidence, StringComparison.Ordinal);
        Assert.True(File.Exists(canary));
    }

    [Theory]
    [InlineData("rm")]
    [InlineData("/bin/sh")]
    [InlineData("SH")]
    public async Task A_program_that_is_not_allowed_is_never_started(string program)
    {
        var result = await lab.Perform(new StepAction.Exec(program, ["-c", "exit 0"]));
        Assert.Equal((StepOutcome.Failed, true), (result.Outcome, result.NothingSent));
        Assert.Contains("allow-list", result.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_has_done_nothing()
    {
        var result = await lab.Perform(new StepAction.Exec("gone", []));
        Assert.Equal((StepOutcome.Failed, true), (result.Outcome, result.NothingSent));
    }

    [Theory]
    [InlineData(0, StepOutcome.Succeeded, false, true)]
    [InlineData(1, StepOutcome.Failed, true, false)]
    [InlineData(2, StepOutcome.Unknown, false, null)]
    [InlineData(127, StepOutcome.Unknown, false, null)]
    public async Task The_exit_code_says_present_absent_or_nothing(int code, StepOutcome outcome, bool denied, bool? present)
    {
        var action = new StepAction.Exec("sh", ["-c", $"exit {code}"]);
        var result = await lab.Perform(action);
        Assert.Equal((outcome, denied), (result.Outcome, result.Denied));
        Assert.Equal(present, (await lab.Actions.Probe(action, StepLab.Run, StepLab.Ample, Cancel)).Present);
    }

    [Fact]
    public async Task The_program_is_told_the_epoch_the_term_the_incident_and_the_step()
    {
        var result = await lab.Perform(Sh("echo $INCIDENTBOT_EPOCH $INCIDENTBOT_TERM $INCIDENTBOT_INCIDENT $INCIDENTBOT_STEP"));
        Assert.Contains("7 3 INC-7 fence", result.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_says_is_kept_and_capped_on_both_sides_even_in_one_endless_line()
    {
        var result = await lab.Perform(Sh("echo first; head -c 1000000 /dev/zero | tr '\\0' x; echo problem >&2; head -c 1000000 /dev/zero | tr '\\0' y >&2"));
        Assert.Contains("first xxx", result.Evidence, StringComparison.Ordinal);
        Assert.Contains("problem yyy", result.Evidence, StringComparison.Ordinal);
        Assert.Contains("more bytes", result.Evidence, StringComparison.Ordinal);
        Assert.True(result.Evidence.Length < 34_000, $"{result.Evidence.Length} characters were kept.");
    }

    [Fact]
    public async Task A_program_that_reads_its_input_finds_it_empty()
    {
        Assert.Equal(StepOutcome.Succeeded, (await lab.Perform(Sh("cat; exit 0"))).Outcome);
    }

    [Fact]
    public async Task A_child_left_behind_does_not_hold_up_the_step()
    {
        var result = await lab.Perform(Sh("sleep 300 & echo $!; exit 0"));
        Assert.Equal(StepOutcome.Succeeded, result.Outcome);
        Process.GetProcessById(int.Parse(result.Evidence.Split("code 0.")[1].Trim(), CultureInfo.InvariantCulture)).Kill();
    }

    [Fact]
    public async Task On_a_time_out_the_whole_tree_is_killed()
    {
        var pid = folder.Sub("pid");
        var result = await lab.Perform(Sh($"sleep 300 & echo $! > {pid}; wait"), TimeSpan.FromSeconds(3));

        Assert.Equal((StepOutcome.TimedOut, false), (result.Outcome, result.NothingSent));
        var child = int.Parse(await File.ReadAllTextAsync(pid, Cancel), CultureInfo.InvariantCulture);
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(60);
        while (IsAlive(child))
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"The child {child} is still alive.");
            await Task.Delay(20, Cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await lab.DisposeAsync();
        folder.Dispose();
    }

    private static StepAction.Exec Sh(string script) => new("sh", ["-c", script]);

    /// <summary>A zombie that nobody has reaped yet is dead.</summary>
    private static bool IsAlive(int pid) =>
        File.Exists($"/proc/{pid}/stat") && !File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].TrimStart().StartsWith('Z');
}
