using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>The bot is stopped while the outside holds its call, and started again on the same folder. What counts is what happened outside.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private static readonly TimeSpan Impatient = TimeSpan.FromMilliseconds(500);

    private readonly TemporaryFolder folder = new();
    private Outside outside = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => outside = await Outside.Start(Cancel);

    public async ValueTask DisposeAsync()
    {
        await outside.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("fence", true)]
    [InlineData("fence", false)]
    [InlineData("drain", true)]
    [InlineData("drain", false)]
    [InlineData("promote", true)]
    [InlineData("promote", false)]
    [InlineData("route", true)]
    [InlineData("route", false)]
    public async Task A_run_that_was_given_up_goes_on_as_its_probe_says(string step, bool applied)
    {
        var called = Hold($"do/{step}", applied);
        await using (var bot = await RunningBot.Start(folder.Path, SmallPlan.Of(outside), patience: Impatient))
        {
            await bot.Approved();
            if (step is "promote" or "route")
            {
                await bot.Until(FailoverState.Armed);
                await bot.Press();
            }

            await called;
        }

        await using var next = await RunningBot.Start(folder.Path, SmallPlan.Of(outside));
        if (!applied && step is "drain" or "promote")
        {
            // Nobody but a person repeats what is not idempotent.
            await next.Until(step == "drain" ? FailoverState.Halted : FailoverState.Stuck);
            Assert.Single(outside.Calls($"do/{step}"));
            await next.Do(Cast.Maya, new IncidentCommand.Retry(step));
        }

        await next.Until(i => i.Failover.State is FailoverState.Armed or FailoverState.Restored, "armed or restored");
        if (step is "fence" or "drain")
        {
            await next.Press();
        }

        await next.Until(FailoverState.Restored);
        Assert.Equal(["do/fence", "do/drain", "do/promote", "do/route"], outside.Applied);
        Assert.Equal(applied ? 1 : 2, outside.Calls($"do/{step}").Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_undo_that_was_given_up_waits_for_a_person_whatever_its_probe_says(bool applied)
    {
        var called = Hold("undo/drain", applied);
        await using (var bot = await RunningBot.Start(folder.Path, SmallPlan.Of(outside), patience: Impatient))
        {
            await bot.Approved();
            await bot.Until(FailoverState.Armed);
            await bot.Do(Cast.Maya, new IncidentCommand.Abort("The primary is back.", false));
            await called;
        }

        await using var next = await RunningBot.Start(folder.Path, SmallPlan.Of(outside));
        await next.Until(FailoverState.Stuck);
        await next.Do(Cast.Maya, new IncidentCommand.Retry("drain"));
        await next.Until(FailoverState.Aborted);
        Assert.Equal((applied ? 2 : 1, 1), (outside.Effects("undo/drain"), outside.Effects("undo/fence")));
    }

    [Fact]
    public async Task Without_a_probe_a_person_is_asked_and_nothing_is_repeated()
    {
        var called = Hold("do/drain", applied: true);
        var plan = SmallPlan.Of(outside, [SmallPlan.Fence(outside), SmallPlan.Drain(outside) with { Verify = null }, .. SmallPlan.All(outside).Skip(2)]);
        await using (var bot = await RunningBot.Start(folder.Path, plan, patience: Impatient))
        {
            await bot.Approved();
            await called;
        }

        await using var next = await RunningBot.Start(folder.Path, plan);
        await next.Until(FailoverState.Halted);
        await next.Do(Cast.Maya, new IncidentCommand.Skip("drain", "The console says drained."));
        await next.Until(FailoverState.Armed);
        Assert.Equal(1, outside.Effects("do/drain"));
    }

    [Fact]
    public async Task A_patient_stop_sees_the_running_step_through_and_records_it()
    {
        var called = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        outside.On("do/drain", async (_, apply) =>
        {
            called.SetResult();
            await answer.Task;
            apply();
        });
        var bot = await RunningBot.Start(folder.Path, SmallPlan.Of(outside));
        await bot.Approved();
        await called.Task.WaitAsync(StepLab.Ample, Cancel);
        bot.Life.ApplicationStopping.Register(() => answer.SetResult());
        await bot.DisposeAsync();

        await using var log = await RunningBot.Start(folder.Path, SmallPlan.Of(outside), runs: false);
        Assert.Contains(await log.Events(), e => e is IncidentEvent.StepSucceeded { Step: "drain", Verified: true });
        Assert.Equal(1, outside.Effects("do/drain"));
    }

    [Fact]
    public async Task A_step_that_only_waits_holds_up_no_stop_and_waits_again_after_it()
    {
        var waiting = SmallPlan.Step(outside, "settle", StepPhase.Prepare) with
        {
            Action = new StepAction.Wait(TimeSpan.FromHours(1)),
            Verify = null,
            Timeout = TimeSpan.FromHours(2),
        };
        var plan = SmallPlan.Of(outside, [SmallPlan.Fence(outside), waiting, .. SmallPlan.All(outside).Skip(2)]);
        await using (var bot = await RunningBot.Start(folder.Path, plan))
        {
            await bot.Approved();
            await bot.Until(i => i.Failover.Step("settle")?.Status == StepStatus.Started, "waiting");
        }

        // While nobody runs steps, the abort is ordered: the interrupted step has no undo and must still come to an end.
        await using (var bot = await RunningBot.Start(folder.Path, plan, runs: false))
        {
            Assert.Equal(StepStatus.Started, (await bot.Until(i => i.IsOpen, "open")).Failover.Step("settle")!.Status);
            await bot.Do(Cast.Maya, new IncidentCommand.Abort("The primary is back.", false));
        }

        await using var next = await RunningBot.Start(folder.Path, plan);
        await next.Until(FailoverState.Aborted);
        Assert.False(outside.Present("fence"));
    }

    [Fact]
    public async Task A_freeze_that_was_given_up_is_not_placed_twice()
    {
        var called = Hold("do/fence", applied: true);
        await using (var bot = await RunningBot.Start(folder.Path, SmallPlan.Of(outside), patience: Impatient))
        {
            await bot.Declared();
            await bot.Do(Cast.Maya, new IncidentCommand.Freeze("The exposure grows."));
            await called;
        }

        await using var next = await RunningBot.Start(folder.Path, SmallPlan.Of(outside));
        await next.Until(i => i.Fence.Status == FenceStatus.Placed, "frozen");
        Assert.Single(outside.Calls("do/fence"));
    }

    /// <summary>The first call of the path is taken, has its effect or not, and gets no answer.</summary>
    private Task Hold(string path, bool applied)
    {
        var called = new TaskCompletionSource();
        outside.Once(path, async (http, apply) =>
        {
            if (applied) apply();
            called.SetResult();
            await Outside.Hangs(applied: false)(http, apply);
        });
        return called.Task.WaitAsync(TimeSpan.FromSeconds(90), Cancel);
    }
}
