using IncidentBot.Failover;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

public sealed class CheckAndWaitStepTests : IAsyncDisposable
{
    private static readonly StepAction.Check Serving = new(new ReadingCheck("serving", Comparison.Equal, 1));
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(400);

    private readonly StepLab lab = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sample_older_than_the_step_proves_nothing()
    {
        var run = await Incident();
        await Sample(run, 1, DateTimeOffset.UtcNow);
        await Task.Delay(5, Cancel);

        var result = await lab.Actions.Perform(Serving, run, Brief, Cancel);
        Assert.Equal(StepOutcome.TimedOut, result.Outcome);
        Assert.Contains("no sample since", result.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_waits_for_a_fresh_sample_that_holds()
    {
        var run = await Incident();
        var looking = lab.Actions.Perform(Serving, run, StepLab.Ample, Cancel);
        await Sample(run, 0, DateTimeOffset.UtcNow);
        await Sample(run, 1, DateTimeOffset.UtcNow);
        Assert.Equal(StepOutcome.Succeeded, (await looking).Outcome);
    }

    [Fact]
    public async Task When_it_is_late_it_tells_the_last_value()
    {
        var run = await Incident();
        var looking = lab.Actions.Perform(Serving, run, TimeSpan.FromSeconds(3), Cancel);
        await Sample(run, 0, DateTimeOffset.UtcNow);
        var result = await looking;
        Assert.Equal(StepOutcome.TimedOut, result.Outcome);
        Assert.Contains("it is 0", result.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, null, true)]
    [InlineData(0, null, false)]
    [InlineData(1, "the source cannot be reached", null)]
    public async Task As_a_probe_a_fresh_sample_says_present_or_absent_and_an_unknown_one_nothing(int value, string? problem, bool? present)
    {
        var run = await Incident();
        var probing = lab.Actions.Probe(Serving, run, problem is null ? StepLab.Ample : Brief, Cancel);
        await Sample(run, value, DateTimeOffset.UtcNow, problem);
        Assert.Equal(present, (await probing).Present);
    }

    [Fact]
    public async Task A_wait_waits_and_is_late_when_the_step_allows_less()
    {
        Assert.Equal(StepOutcome.Succeeded, (await lab.Perform(new StepAction.Wait(TimeSpan.FromMilliseconds(50)))).Outcome);
        Assert.Equal(StepOutcome.TimedOut, (await lab.Perform(new StepAction.Wait(TimeSpan.FromHours(1)), Brief)).Outcome);
    }

    [Fact]
    public async Task Cancelling_ends_a_wait_without_a_result()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = lab.Actions.Perform(new StepAction.Wait(TimeSpan.FromHours(1)), StepLab.Run, StepLab.Ample, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    public ValueTask DisposeAsync() => lab.DisposeAsync();

    private async Task<StepRun> Incident() => StepLab.Run with { Incident = await lab.Desk.Declared(Cancel) };

    private async Task Sample(StepRun run, decimal value, DateTimeOffset at, string? problem = null)
    {
        var reading = new Reading("serving", problem is null ? value : null, ReadingUnit.Boolean, "http://edge", "outside", at, TimeSpan.FromMinutes(5), problem);
        await lab.Desk.Desk.Send(run.Incident, new IncidentCommand.RecordReadings([reading], null), Actor.Bot("readings"), null, Cancel);
    }
}
