using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>Several actions at once: as sure as the least sure of them, and each seen through.</summary>
public sealed class AtOnceTests : IAsyncLifetime
{
    private StepLab lab = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static StepAction Good { get; } = new StepAction.Exec("true", []);

    private static StepAction Bad { get; } = new StepAction.Exec("false", []);

    private static StepAction Absent { get; } = new StepAction.Exec("not-there", []);

    private static StepAction Unsure { get; } = new StepAction.Exec("sh", ["-c", "exit 7"]);

    private static StepAction Slow { get; } = new StepAction.Exec("sh", ["-c", "sleep 30"]);

    public ValueTask InitializeAsync()
    {
        lab = new StepLab(("true", "/bin/true"), ("false", "/bin/false"), ("sh", "/bin/sh"));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => lab.DisposeAsync();

    [Fact]
    public async Task All_done_is_done()
    {
        var result = await lab.Perform(All(Good, Good));
        Assert.Equal(StepOutcome.Succeeded, result.Outcome);
        Assert.Equal("p0: true: exit code 0. | p1: true: exit code 0.", string.Join(" | ", result.Evidence.Split(" | ").Select(p => p.TrimEnd())));
    }

    [Fact]
    public async Task One_that_fails_holds_no_other_up_and_what_each_said_is_kept()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var result = await lab.Perform(All(Bad, new StepAction.Exec("sh", ["-c", $"echo done > '{file}'"])));
        Assert.Equal((StepOutcome.Failed, false), (result.Outcome, result.NothingSent));
        Assert.True(File.Exists(file));
        Assert.Contains("p0: false: exit code 1", result.Evidence, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task Nothing_was_sent_only_if_no_part_was()
    {
        Assert.True((await lab.Perform(All(Absent, Absent))).NothingSent);
        Assert.False((await lab.Perform(All(Absent, Good))).NothingSent);
    }

    [Fact]
    public async Task The_least_sure_part_decides()
    {
        Assert.Equal(StepOutcome.Unknown, (await lab.Perform(All(Good, Bad, Unsure))).Outcome);
        Assert.Equal(StepOutcome.TimedOut, (await lab.Perform(All(Good, Slow), TimeSpan.FromMilliseconds(500))).Outcome);
    }

    [Fact]
    public async Task The_effect_is_there_when_every_part_is_and_absent_when_none_is()
    {
        Assert.True((await Probe(Good, Good)).Present);
        Assert.False((await Probe(Bad, Bad)).Present);
        Assert.Null((await Probe(Good, Bad)).Present);
        Assert.Null((await Probe(Good, Unsure)).Present);
    }

    [Fact]
    public async Task A_step_of_which_one_part_failed_has_perhaps_an_effect_and_is_undone_whole()
    {
        var step = new PlanStep
        {
            Id = "both",
            Title = "Both",
            Phase = StepPhase.Prepare,
            Action = All(Good, Bad),
            Verify = All(Good, Bad),
            Undo = All(Good, Good),
            Reversible = true,
            Estimate = TimeSpan.FromSeconds(1),
            Timeout = TimeSpan.FromSeconds(5),
        };
        var done = await lab.Perform(step);
        Assert.Equal(StepOutcome.Failed, done!.Outcome);
        Assert.Null(done.EffectPresent);

        var undone = await lab.Perform(step with { Verify = All(Bad, Bad) }, StepPurpose.Undo);
        Assert.Equal((StepOutcome.Succeeded, (bool?)false), (undone!.Outcome, undone.EffectPresent));
    }

    private Task<(bool? Present, string Evidence)> Probe(params StepAction[] parts) => lab.Actions.Probe(All(parts), StepLab.Run, StepLab.Ample, Cancel);

    private static StepAction.Parallel All(params StepAction[] parts) => new(parts.Select((p, i) => ($"p{i}", p)).ToDictionary(p => p.Item1, p => p.p));
}
