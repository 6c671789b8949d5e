using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>A drill beside a real failover of the same service, and a drill over which the bot is started again.</summary>
public sealed class DrillBesideRealTests : IAsyncLifetime
{
    private static readonly TimeSpan Impatient = TimeSpan.FromMilliseconds(500);

    private readonly TemporaryFolder folder = new();
    private Outside production = null!;
    private Outside rehearsal = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (production, rehearsal) = (await Outside.Start(Cancel), await Outside.Start(Cancel));

    public async ValueTask DisposeAsync()
    {
        await production.DisposeAsync();
        await rehearsal.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_real_failover_runs_to_its_end_while_a_drill_is_armed_and_neither_hinders_the_other()
    {
        await using var bot = await Start();
        await Drill(bot);
        await bot.Until(FailoverState.Armed);
        await bot.Declared("INC-2");
        await bot.Proposed("INC-2");
        await bot.Until(FailoverState.Armed, "INC-2");
        await bot.Press("INC-2");
        await bot.Until(FailoverState.Restored, "INC-2");

        Assert.Equal(["do/fence", "do/drain"], rehearsal.Applied);
        Assert.Equal(["do/fence", "do/drain", "do/promote", "do/route"], production.Applied);
        await bot.Press();
        await bot.Until(FailoverState.Restored);
        Assert.Equal(["do/fence", "do/drain", "do/promote", "do/route"], rehearsal.Applied);
        Assert.Equal(["do/fence", "do/drain", "do/promote", "do/route"], production.Applied);
        Assert.Equal((1L, 1L), ((await bot.Situations.Load("INC-1", Cancel)).Service.Epoch, (await bot.Situations.Load("INC-2", Cancel)).Service.Epoch));
    }

    [Fact]
    public async Task A_drill_begins_beside_a_real_failover_and_is_told_of_it_at_once()
    {
        await using var bot = await Start();
        await bot.Declared("INC-1");
        await bot.Proposed();
        await bot.Until(FailoverState.Armed);
        var answer = await bot.Desk.Drill("checkout", FailureMode.RegionLoss, Cast.Maya, null, Cancel);
        Assert.Equal((null, "INC-2"), (answer.Refusal, answer.Incident.Id));

        Assert.Equal(["INC-1"], (await bot.Until(i => i.RealIncidents.Count > 0, "told of the real incident", "INC-2")).RealIncidents);
        await bot.Press();
        await bot.Until(FailoverState.Restored);
    }

    [Fact]
    public async Task A_real_alarm_during_a_drill_opens_a_real_incident_and_the_drills_room_is_told()
    {
        await using var bot = await Start();
        await Drill(bot);
        var now = DateTimeOffset.UtcNow;
        var alarm = new AlarmTransition("arn:5xx", "checkout-5xx", "us-east-1", AlarmState.Ok, AlarmState.Alarm, now, now, "Threshold crossed");
        var answer = await bot.Desk.NoteAlarms("checkout", Severity.Sev2, [alarm], false, Actor.Bot("alarm"), [], Cancel);

        Assert.Equal((null, "INC-2", false), (answer.Refusal, answer.Incident.Id, answer.Incident.IsDrill));
        Assert.Single(answer.Incident.Alarms);
        var drill = await bot.Until(i => i.RealIncidents.Count > 0, "told of the real incident");
        Assert.Equal(["INC-2"], drill.RealIncidents);
        Assert.Empty(drill.Alarms);
        Assert.Single((await bot.Events()).OfType<IncidentEvent.RealIncidentOpened>());
    }

    [Theory]
    [InlineData("fence", true)]
    [InlineData("drain", false)]
    [InlineData("promote", true)]
    public async Task A_drill_that_was_cut_off_by_a_restart_goes_on_as_a_drill(string step, bool applied)
    {
        var called = new TaskCompletionSource();
        rehearsal.Once($"do/{step}", (http, apply) =>
        {
            called.SetResult();
            return Outside.Hangs(applied)(http, apply);
        });
        await using (var bot = await Start(Impatient))
        {
            await Drill(bot);
            if (step == "promote")
            {
                await bot.Until(FailoverState.Armed);
                await bot.Press();
            }

            await called.Task.WaitAsync(Cancel);
        }

        await using var next = await Start();
        if (!applied)
        {
            await next.Until(FailoverState.Halted);
            await next.Do(Cast.Maya, new IncidentCommand.Retry(step));
        }

        await next.Until(i => i.Failover.State is FailoverState.Armed or FailoverState.Restored, "armed or restored");
        if (step != "promote")
        {
            await next.Press();
        }

        Assert.Equal(FailureMode.RegionLoss, (await next.Until(FailoverState.Restored)).Drill);
        Assert.Equal(["do/fence", "do/drain", "do/promote", "do/route"], rehearsal.Applied);
        Assert.Empty(production.Calls());
    }

    private Task<RunningBot> Start(TimeSpan? patience = null) => RunningBot.Start(folder.Path, DrillPlan.Of(production, rehearsal), patience: patience);

    private static async Task Drill(RunningBot bot)
    {
        Assert.Null((await bot.Desk.Drill("checkout", FailureMode.RegionLoss, Cast.Maya, null, Cancel)).Refusal);
        await bot.Proposed();
    }
}
