using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Wakeups;

/// <summary>Time alone changes things: the plan has no readings, so that nothing but the bell can.</summary>
public sealed class WakeupTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Outside outside = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => outside = await Outside.Start(Cancel);

    public async ValueTask DisposeAsync()
    {
        await outside.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task An_armed_limit_that_passes_leads_to_held_and_then_to_aborted_by_the_bell_alone()
    {
        var plan = SmallPlan.Of(outside) with { ArmedLimit = TimeSpan.FromSeconds(1), HoldLimit = TimeSpan.FromSeconds(1) };
        await using var bot = await RunningBot.Start(folder.Path, plan);
        await bot.Approved();
        await bot.Until(FailoverState.Aborted);

        var events = await bot.Events();
        Assert.Contains(events, e => e is IncidentEvent.ArmedLapsed);
        Assert.False(outside.Present("fence"));
    }

    [Fact]
    public async Task A_deadline_that_passed_while_the_bot_was_down_rings_at_the_next_start()
    {
        var plan = SmallPlan.Of(outside) with { ArmedLimit = TimeSpan.FromSeconds(5) };
        DateTimeOffset until;
        await using (var bot = await RunningBot.Start(folder.Path, plan))
        {
            await bot.Approved();
            until = (await bot.Until(FailoverState.Armed)).Failover.ArmedUntil!.Value;
        }

        while (DateTimeOffset.UtcNow < until)
        {
            await Task.Delay(50, Cancel);
        }

        await using var next = await RunningBot.Start(folder.Path, plan);
        await next.Until(FailoverState.Held);
    }

    [Fact]
    public async Task A_wake_that_comes_early_late_twice_or_for_nothing_changes_nothing()
    {
        await using var bot = await RunningBot.Start(folder.Path, SmallPlan.Of(outside));
        await bot.Approved();
        var armed = await bot.Until(FailoverState.Armed);
        for (var i = 0; i < 5; i++)
        {
            var answer = await bot.Desk.Send(RunningBot.Incident, new IncidentCommand.Wake(), Actor.Bot("clock"), null, Cancel);
            Assert.Null(answer.Refusal);
            Assert.Empty(answer.Events);
        }

        Assert.NotNull((await bot.Desk.Send("INC-999", new IncidentCommand.Wake(), Actor.Bot("clock"), null, Cancel)).Refusal);
        Assert.Equal(armed.Version, (await bot.Until(FailoverState.Armed)).Version);
    }

    [Fact]
    public async Task Approvals_that_are_left_over_from_an_abort_hide_no_later_deadline()
    {
        var plan = SmallPlan.Of(outside) with { ApprovalExpiry = TimeSpan.FromSeconds(30) };
        await using var bot = await RunningBot.Start(folder.Path, plan);
        await bot.Approved();
        await bot.Until(FailoverState.Armed);
        await bot.Do(Cast.Maya, new IncidentCommand.Abort("The primary is back.", false));
        var aborted = await bot.Until(FailoverState.Aborted);

        Assert.NotEmpty(aborted.Failover.Approvals);
        Assert.True(Deadlines.Next(aborted) > aborted.Failover.Approvals.Max(a => a.Expires));
    }
}
