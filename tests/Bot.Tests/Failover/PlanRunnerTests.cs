using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

public sealed class PlanRunnerTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Outside outside = null!;

    public async ValueTask InitializeAsync() => outside = await Outside.Start(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await outside.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_plan_runs_to_armed_waits_for_the_press_and_ends_restored()
    {
        await using var bot = await Start(SmallPlan.Of(outside));
        await bot.Approved();
        await bot.Until(FailoverState.Armed);
        Assert.Equal(["do/fence", "do/drain"], outside.Applied);

        await bot.Press();
        var incident = await bot.Until(FailoverState.Restored);

        Assert.Equal(["do/fence", "do/drain", "do/promote", "do/route"], outside.Applied);
        Assert.All(outside.Applied, path => Assert.Equal(
            (incident.Failover.Proposal!.Epoch, RunningBot.Incident), outside.Calls(path).Select(c => (c.Epoch, c.Incident)).Single()));
        var events = await bot.Events();
        Assert.True(IndexOf<IncidentEvent.PointOfNoReturn>(events, _ => true) < IndexOf<IncidentEvent.StepStarted>(events, e => e.Step == "promote"));
    }

    [Fact]
    public async Task Only_an_idempotent_step_is_tried_again_by_the_bot_itself()
    {
        outside.Once("do/fence", Outside.Says(500));
        outside.Once("do/drain", Outside.Says(500));
        await using var bot = await Start(SmallPlan.Of(outside));
        await bot.Approved();

        await bot.Until(FailoverState.Halted);
        Assert.Equal((2, 1), (outside.Calls("do/fence").Count, outside.Calls("do/drain").Count));

        await bot.Do(Cast.Maya, new IncidentCommand.Retry("drain"));
        await bot.Until(FailoverState.Armed);
        Assert.Equal(["do/fence", "do/drain"], outside.Applied);
        Assert.Equal(2, outside.Calls("do/drain").Count);
    }

    [Fact]
    public async Task The_bot_stops_trying_after_the_attempts_of_the_plan()
    {
        outside.On("do/fence", Outside.Says(500));
        await using var bot = await Start(SmallPlan.Of(outside));
        await bot.Approved();
        await bot.Until(FailoverState.Halted);
        Assert.Equal(2, outside.Calls("do/fence").Count);
    }

    [Fact]
    public async Task An_abort_undoes_in_reverse_under_a_larger_epoch_with_the_fence_last()
    {
        await using var bot = await Start(SmallPlan.Of(outside));
        await bot.Approved();
        var armed = await bot.Until(FailoverState.Armed);
        await bot.Do(Cast.Maya, new IncidentCommand.Abort("The primary is back.", false));
        var aborted = await bot.Until(FailoverState.Aborted);

        Assert.Equal(["do/fence", "do/drain", "undo/drain", "undo/fence"], outside.Applied);
        Assert.All((string[])["undo/drain", "undo/fence"], path => Assert.True(outside.Calls(path).Single().Epoch > armed.Failover.Epoch));
        Assert.Equal(FenceStatus.None, aborted.Fence.Status);
    }

    [Fact]
    public async Task An_abort_with_writes_kept_frozen_leaves_the_fence()
    {
        await using var bot = await Start(SmallPlan.Of(outside));
        await bot.Approved();
        await bot.Until(FailoverState.Armed);
        await bot.Do(Cast.Maya, new IncidentCommand.Abort("Corruption is suspected.", true));
        await bot.Until(FailoverState.Aborted);
        Assert.Equal((1, 0, true), (outside.Effects("undo/drain"), outside.Effects("undo/fence"), outside.Present("fence")));
    }

    [Fact]
    public async Task An_abort_does_not_wait_for_a_step_that_only_waits()
    {
        var waiting = SmallPlan.Step(outside, "settle", StepPhase.Prepare) with
        {
            Action = new StepAction.Wait(TimeSpan.FromHours(1)),
            Verify = null,
            Timeout = TimeSpan.FromHours(2),
        };
        await using var bot = await Start(SmallPlan.Of(outside, [SmallPlan.Fence(outside), waiting, .. SmallPlan.All(outside).Skip(2)]));
        await bot.Approved();
        await bot.Until(i => i.Failover.Step("settle")?.Status == StepStatus.Started, "waiting");
        await bot.Do(Cast.Maya, new IncidentCommand.Abort("The primary is back.", false));
        await bot.Until(FailoverState.Aborted);
        Assert.False(outside.Present("fence"));
    }

    [Fact]
    public async Task An_abort_undoes_also_what_may_have_happened()
    {
        outside.On("do/drain", Outside.Breaks(applied: false));
        await using var bot = await Start(SmallPlan.Of(outside));
        await bot.Approved();
        await bot.Until(FailoverState.Halted);
        await bot.Do(Cast.Maya, new IncidentCommand.Abort("Nobody knows.", false));
        await bot.Until(FailoverState.Aborted);
        Assert.Single(outside.Calls("undo/drain"));
    }

    [Fact]
    public async Task A_freeze_places_the_fence_and_lifting_it_takes_a_larger_epoch()
    {
        await using var bot = await Start(SmallPlan.Of(outside));
        await bot.Declared();
        await bot.Do(Cast.Maya, new IncidentCommand.Freeze("The exposure grows."));
        await bot.Until(i => i.Fence.Status == FenceStatus.Placed, "frozen");
        Assert.True(outside.Present("fence"));

        await bot.Do(Cast.Maya, new IncidentCommand.Unfreeze("The primary is healthy."));
        await bot.Until(i => i.Fence.Status == FenceStatus.None, "unfrozen");
        Assert.Equal((1, 1, false), (outside.Effects("do/fence"), outside.Effects("undo/fence"), outside.Present("fence")));
        Assert.True(outside.Calls("undo/fence").Single().Epoch > outside.Calls("do/fence").Single().Epoch);
    }

    [Fact]
    public async Task A_fence_that_a_freeze_placed_is_verified_and_not_placed_twice()
    {
        await using var bot = await Start(SmallPlan.Of(outside));
        await bot.Declared();
        await bot.Do(Cast.Maya, new IncidentCommand.Freeze("The exposure grows."));
        await bot.Until(i => i.Fence.Status == FenceStatus.Placed, "frozen");
        await bot.Proposed();
        await bot.Until(FailoverState.Armed);
        Assert.Single(outside.Calls("do/fence"));
    }

    private Task<RunningBot> Start(FailoverPlan plan) => RunningBot.Start(folder.Path, plan);

    private static int IndexOf<T>(IReadOnlyList<IncidentEvent> events, Func<T, bool> which) => events.ToList().FindIndex(e => e is T t && which(t));
}
