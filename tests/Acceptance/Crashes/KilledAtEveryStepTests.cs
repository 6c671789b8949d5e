using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Acceptance.Crashes;

/// <summary>kill -9 of the real process at each step, and a start on the same folder. What counts is what happened outside: no effect twice, the plan to its end.</summary>
public sealed class KilledAtEveryStepTests
{
    private static readonly string[] Steps = ["fence", "drain", "promote", "route"];

    [Fact]
    public async Task Killed_before_each_effect_it_repeats_what_is_idempotent_and_asks_a_person_for_the_rest()
    {
        await using var run = await CrashRun.Begin();
        foreach (var step in Steps) run.KillAt($"do/{step}", applied: false);

        await run.Approved();
        await run.Until(FailoverState.Halted);
        Assert.Single(run.Outside.Calls("do/drain"));
        await run.Say("incident", "maya", "/incident retry drain");
        await run.Press();
        await run.Until(FailoverState.Stuck);
        Assert.Single(run.Outside.Calls("do/promote"));
        await run.Say("incident", "maya", "/incident retry promote");

        await run.Until(FailoverState.Restored);
        Assert.Equal(Steps.Select(s => $"do/{s}"), run.Kills);
        Assert.All(Steps, step => Assert.Equal(2, run.Outside.Calls($"do/{step}").Count));
        await EveryEffectOnce(run);
    }

    [Fact]
    public async Task Killed_after_each_effect_it_finds_it_and_goes_on_by_itself()
    {
        await using var run = await CrashRun.Begin();
        foreach (var step in Steps) run.KillAt($"do/{step}", applied: true);

        await run.Approved();
        await run.Press();
        await run.Until(FailoverState.Restored);
        Assert.Equal(Steps.Select(s => $"do/{s}"), run.Kills);
        Assert.All(Steps, step => Assert.Single(run.Outside.Calls($"do/{step}")));
        await EveryEffectOnce(run);
    }

    [Fact]
    public async Task Killed_between_each_effect_and_its_record_it_goes_on_by_itself()
    {
        await using var run = await CrashRun.Begin();
        foreach (var step in Steps) run.KillAt($"is/{step}", applied: false);

        await run.Approved();
        await run.Press();
        await run.Until(FailoverState.Restored);
        Assert.Equal(Steps.Select(s => $"is/{s}"), run.Kills);
        Assert.All(Steps, step => Assert.Single(run.Outside.Calls($"do/{step}")));
        await EveryEffectOnce(run);
    }

    [Fact]
    public async Task Killed_while_undoing_it_makes_an_idempotent_undo_again_and_asks_a_person_about_any_other()
    {
        await using var run = await CrashRun.Begin();
        run.KillAt("undo/drain", applied: true);
        run.KillAt("undo/fence", applied: false);

        await run.Approved();
        await run.Until(FailoverState.Armed);
        await run.Say("incident", "maya", "/incident abort the primary is back");
        await run.Until(FailoverState.Stuck);
        Assert.Single(run.Outside.Calls("undo/drain"));
        Assert.True(run.Outside.Present("fence"));
        await run.Say("incident", "maya", "/incident skip drain it is drained no longer, I looked");

        await run.Until(FailoverState.Aborted);
        Assert.Equal(["undo/drain", "undo/fence"], run.Kills);
        Assert.Equal(2, run.Outside.Calls("undo/fence").Count);
        Assert.Equal((1, 1, false), (run.Outside.Effects("undo/drain"), run.Outside.Effects("undo/fence"), run.Outside.Present("fence")));
        Assert.All(run.Outside.Calls("undo/fence"), c => Assert.True(c.Epoch > run.Outside.Calls("do/fence")[0].Epoch));
    }

    private static async Task EveryEffectOnce(CrashRun run)
    {
        Assert.Equal(Steps.Select(s => $"do/{s}"), run.Outside.Applied.Where(a => a.StartsWith("do/", StringComparison.Ordinal)));
        var events = await run.Events();
        Assert.Single(events, e => e is IncidentEvent.PointOfNoReturn);
        Assert.All(events.OfType<IncidentEvent.StepStarted>().GroupBy(e => (e.Step, e.Purpose, e.Attempt)), attempt => Assert.Single(attempt));
    }
}
