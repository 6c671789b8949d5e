using IncidentBot.Failover;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>What a drill's program is started with: the drills' own environment and allow-list, and nothing of the bot's.</summary>
public sealed class DrillExecTests
{
    private const string Canary = "CANARY_CREDENTIAL";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_drills_program_sees_nothing_of_the_bots_environment()
    {
        Environment.SetEnvironmentVariable(Canary, "production");
        var result = await Perform(new DrillAction.Exec("env", []), ("env", "/usr/bin/env"));

        Assert.Equal(StepOutcome.Succeeded, result.Outcome);
        var lines = result.Evidence.Split('\n', ' ').Where(l => l.Contains('=', StringComparison.Ordinal)).Select(l => l.Split('=')[0]).Order(StringComparer.Ordinal);
        Assert.Equal(["AWS_PROFILE", "INCIDENTBOT_DRILL", "INCIDENTBOT_EPOCH", "INCIDENTBOT_INCIDENT", "INCIDENTBOT_STEP", "INCIDENTBOT_TERM", "PATH"], lines);
        Assert.Contains("AWS_PROFILE=rehearsal", result.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, result.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_executor_hands_its_environment_on_so_that_the_difference_shows()
    {
        Environment.SetEnvironmentVariable(Canary, "production");
        await using var lab = new StepLab(("env", "/usr/bin/env"));

        Assert.Contains($"{Canary}=production", (await lab.Perform(new StepAction.Exec("env", []))).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_drills_own_allow_list_counts_and_a_missing_program_is_named_with_its_setting()
    {
        var result = await Perform(new DrillAction.Exec("promote", ["--now"]), ("env", "/usr/bin/env"));

        Assert.Equal((StepOutcome.Failed, true), (result.Outcome, result.NothingSent));
        Assert.Contains("Drills:Allow", result.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_allow_list_names_every_program_that_is_not_there()
    {
        var options = new DrillOptions { Allow = { ["a"] = new AllowedProgram { Path = "env" }, ["b"] = new AllowedProgram { Path = "/nowhere/at/all" }, ["c"] = new AllowedProgram { Path = "/usr/bin/env" } } };

        Assert.Equal(
            ["Drills:Allow:a:Path must be the absolute path of an existing program; it is \"env\".", "Drills:Allow:b:Path must be the absolute path of an existing program; it is \"/nowhere/at/all\"."],
            new DrillOptionsValidator().Validate(null, options).Failures);
    }

    private static Task<StepResult> Perform(DrillAction.Exec action, (string Name, string Path) program)
    {
        var options = new DrillOptions { Allow = { [program.Name] = new AllowedProgram { Path = program.Path } }, Environment = { ["AWS_PROFILE"] = "rehearsal" } };
        return new DrillExec(Options.Create(options), TimeProvider.System).Perform(action, StepLab.Run, Cancel);
    }
}
