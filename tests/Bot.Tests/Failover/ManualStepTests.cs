using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>Steps whose action, proof or undo is a person's: the bot waits for a word, not longer than the plan says, and a restart changes nothing.</summary>
public sealed class ManualStepTests : IAsyncLifetime
{
    private static readonly StepAction.Manual ByHand = new("Do it by hand.");

    private readonly TemporaryFolder folder = new();
    private Outside outside = null!;

    private PlanStep Manual => SmallPlan.Step(outside, "drain", StepPhase.Prepare) with { Action = ByHand, Verify = null };

    public async ValueTask InitializeAsync() => outside = await Outside.Start(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await outside.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_manual_step_goes_on_when_a_person_attests_it_also_after_a_restart()
    {
        var plan = Plan(Manual with { Timeout = TimeSpan.FromHours(1) });
        await using (var bot = await RunningBot.Start(folder.Path, plan))
        {
            await bot.Approved();
            await bot.Until(i => i.Failover.Step("drain")?.Status == StepStatus.Started, "waiting for a person");
        }

        await using var next = await RunningBot.Start(folder.Path, plan);
        await next.Do(Cast.Ravi, new IncidentCommand.AttestStep("drain", "The queue is empty."));
        await next.Until(FailoverState.Armed);
        Assert.Single((await next.Events()).OfType<IncidentEvent.StepStarted>(), e => e.Step == "drain");
    }

    [Fact]
    public async Task A_manual_step_that_nobody_attests_times_out_by_the_bell_alone()
    {
        await using var bot = await RunningBot.Start(folder.Path, Plan(Manual with { Timeout = TimeSpan.FromSeconds(1) }));
        await bot.Approved();
        await bot.Until(FailoverState.Halted);
        Assert.Equal(StepOutcome.TimedOut, (await bot.Events()).OfType<IncidentEvent.StepFailed>().Single().Outcome);
    }

    [Fact]
    public async Task A_manual_undo_waits_for_a_person_and_the_abort_ends()
    {
        await using var bot = await RunningBot.Start(folder.Path, Plan(SmallPlan.Drain(outside) with { Undo = ByHand, Timeout = TimeSpan.FromHours(1) }));
        await bot.Approved();
        await bot.Until(FailoverState.Armed);
        await bot.Do(Cast.Maya, new IncidentCommand.Abort("The primary is back.", false));
        await bot.Until(i => i.Failover.Step("drain")?.Status == StepStatus.Undoing, "waiting for a person");
        await bot.Do(Cast.Ravi, new IncidentCommand.AttestStep("drain", "The queue is open again."));
        await bot.Until(FailoverState.Aborted);
        Assert.False(outside.Present("fence"));
    }

    [Fact]
    public async Task A_manual_undo_that_nobody_attests_gets_stuck_and_says_so()
    {
        await using var bot = await RunningBot.Start(folder.Path, Plan(Manual with { Undo = ByHand, Timeout = TimeSpan.FromSeconds(2) }));
        await bot.Approved();
        await bot.Until(i => i.Failover.Step("drain")?.Status == StepStatus.Started, "waiting for a person");
        await bot.Do(Cast.Ravi, new IncidentCommand.AttestStep("drain", "The queue is empty."));
        await bot.Until(FailoverState.Armed);
        await bot.Do(Cast.Maya, new IncidentCommand.Abort("The primary is back.", false));
        await bot.Until(FailoverState.Stuck);
    }

    [Fact]
    public async Task A_manual_proof_is_waited_for_after_the_call()
    {
        await using var bot = await RunningBot.Start(folder.Path, Plan(SmallPlan.Drain(outside) with { Verify = ByHand, Timeout = TimeSpan.FromHours(1) }));
        await bot.Approved();
        await bot.Until(i => i.Failover.Step("drain")?.Status == StepStatus.Started && outside.Present("drain"), "waiting for a person");
        await bot.Do(Cast.Ravi, new IncidentCommand.AttestStep("drain", "The console says drained."));
        await bot.Until(FailoverState.Armed);
        Assert.Equal(1, outside.Effects("do/drain"));
    }

    [Fact]
    public async Task A_manual_fence_can_be_frozen_and_lifted_by_people()
    {
        var fence = SmallPlan.Fence(outside) with { Action = ByHand, Undo = ByHand, Verify = null, Timeout = TimeSpan.FromHours(1) };
        await using var bot = await RunningBot.Start(folder.Path, SmallPlan.Of(outside, [fence, .. SmallPlan.All(outside).Skip(1)]));
        await bot.Declared();
        await bot.Do(Cast.Maya, new IncidentCommand.Freeze("The exposure grows."));
        await bot.Until(i => i.Fence is { Status: FenceStatus.Placing, StartedAt: not null }, "waiting for a person");
        await bot.Do(Cast.Ravi, new IncidentCommand.AttestStep("fence", "The security group is closed."));
        await bot.Until(i => i.Fence.Status == FenceStatus.Placed, "frozen");

        await bot.Do(Cast.Maya, new IncidentCommand.Unfreeze("All is well."));
        await bot.Until(i => i.Fence is { Status: FenceStatus.Lifting, StartedAt: not null }, "waiting for a person");
        await bot.Do(Cast.Ravi, new IncidentCommand.AttestStep("fence", "The security group is open."));
        await bot.Until(i => i.Fence.Status == FenceStatus.None, "unfrozen");
    }

    private FailoverPlan Plan(PlanStep second) => SmallPlan.Of(outside, [SmallPlan.Fence(outside), second, .. SmallPlan.All(outside).Skip(2)]);
}
