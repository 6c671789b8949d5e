using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Incidents;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Incidents;

/// <summary>Many callers at once, each with a desk and a memory of its own: the unique key of the log decides, and nothing is done twice.</summary>
public sealed class DeskRaceTests : IAsyncLifetime
{
    private const int Callers = 8;

    private Outside outside = null!;
    private DeskUnderTest lab = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        outside = await Outside.Start(Cancel);
        lab = new DeskUnderTest(SmallPlan.Of(outside));
    }

    public async ValueTask DisposeAsync()
    {
        await lab.DisposeAsync();
        await outside.DisposeAsync();
    }

    [Fact]
    public async Task Of_eight_declarations_of_one_service_one_opens_an_incident()
    {
        var answers = await AtOnce(desk => desk.Declare("checkout", Severity.Sev1, "Checkout is down", Cast.Maya, null, Cancel));

        Assert.Equal("INC-1", Assert.Single(answers, a => a.Refusal is null).Incident.Id);
        Assert.All(answers.Where(a => a.Refusal is not null), a => Assert.Equal("already-open", a.Refusal!.Code));
        Assert.Single(await lab.Situations.All(Cancel));
    }

    [Fact]
    public async Task Declarations_of_different_services_all_get_a_number_of_their_own()
    {
        var number = 0;
        var answers = await AtOnce(desk => desk.Declare($"service-{Interlocked.Increment(ref number)}", Severity.Sev2, "Down", Cast.Maya, null, Cancel));
        Assert.All(answers, a => Assert.Null(a.Refusal));
        Assert.Equal(Enumerable.Range(1, Callers).Select(n => $"INC-{n}").Order(), answers.Select(a => a.Incident.Id).Order());
    }

    [Fact]
    public async Task Of_eight_proposals_one_is_put_to_the_vote()
    {
        var id = await lab.Declared(Cancel);
        await lab.Desk.Send(id, new IncidentCommand.ClassifyMode(FailureMode.RegionLoss, ""), Cast.Maya, null, Cancel);
        var answers = await AtOnce(desk => desk.Send(id, new IncidentCommand.Propose(null), Cast.Ravi, null, Cancel));

        Assert.Single(answers, a => a.Refusal is null);
        Assert.Single(await lab.Events(id, Cancel), e => e is IncidentEvent.Proposed);
        Assert.Equal(1, (await lab.Situations.Service("checkout", false, Cancel)).Epoch);
    }

    [Fact]
    public async Task Eight_notes_all_arrive_once_and_in_a_log_without_gaps()
    {
        var id = await lab.Declared(Cancel);
        var number = 0;
        await AtOnce(desk => desk.Send(id, new IncidentCommand.TakeNote($"note {Interlocked.Increment(ref number)}"), Cast.Ravi, null, Cancel));
        Assert.Equal(
            Enumerable.Range(1, Callers).Select(n => $"note {n}").Order(),
            (await lab.Events(id, Cancel)).OfType<IncidentEvent.NoteTaken>().Select(n => n.Text).Order());
    }

    [Fact]
    public async Task Alarms_that_race_a_closing_open_the_next_incident_or_join_the_open_one_and_are_never_lost()
    {
        for (var round = 0; round < 10; round++)
        {
            var open = await lab.Declared(Cancel);
            var alarm = new AlarmTransition($"arn:{round}", "checkout-5xx", "us-east-1", AlarmState.Ok, AlarmState.Alarm, DateTimeOffset.UtcNow, null, "Threshold crossed");
            var closing = Task.Run(() => lab.Desk.Send(open, new IncidentCommand.CallFalseAlarm("A drill."), Cast.Maya, null, Cancel), Cancel);
            var noted = await lab.Another(SmallPlan.Of(outside)).NoteAlarms("checkout", Severity.Sev2, [alarm], false, Actor.Bot("alarm"), [], Cancel);
            await closing;

            Assert.True(noted.Refusal is null, $"{noted.Refusal}");
            Assert.Contains(alarm.Key, noted.Incident.Alarms.Keys);
            if ((await lab.Situations.Service("checkout", false, Cancel)).OpenIncident is { } left)
            {
                await lab.Desk.Send(left, new IncidentCommand.CallFalseAlarm("A drill."), Cast.Maya, null, Cancel);
            }
        }
    }

    private async Task<DeskAnswer[]> AtOnce(Func<IncidentDesk, Task<DeskAnswer>> send)
    {
        using var start = new Barrier(Callers);
        return await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                var desk = new IncidentDesk(
                    lab.Store.Events, lab.Store.Inbox, new Situations(lab.Store.Events), Cast.Roster, new Cast.Plans(SmallPlan.Of(outside)), TimeProvider.System);
                start.SignalAndWait(Cancel);
                return send(desk);
            },
            Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
    }
}
