using IncidentBot.Bot.Tests.Store;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Incidents;

/// <summary>A delivery is carried out exactly once, wherever the program dies.</summary>
public sealed class DeskInboxTests : IAsyncDisposable
{
    private readonly SqliteUnderTest store = new(new ManualTime(DateTimeOffset.UtcNow));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_events_and_the_delivery_are_durable_together()
    {
        var id = (await Desk().Declare("checkout", Severity.Sev1, "Down", Cast.Maya, null, Cancel)).Incident.Id;
        var entry = await Deliver("note-1");
        await Desk().Send(id, new IncidentCommand.TakeNote("seen it"), Cast.Ravi, entry, Cancel);
        await store.Crash();

        Assert.Empty(await store.Inbox.Pending(10, Cancel));
        Assert.Equal(1, await Notes(id));

        // The same delivery handled again, as after a crash in which the handler had read it already.
        var again = await Desk().Send(id, new IncidentCommand.TakeNote("seen it"), Cast.Ravi, entry, Cancel);
        Assert.Null(again.Refusal);
        Assert.Equal(1, await Notes(id));
    }

    [Fact]
    public async Task A_delivery_that_was_not_carried_out_comes_again_after_a_crash()
    {
        var id = (await Desk().Declare("checkout", Severity.Sev1, "Down", Cast.Maya, null, Cancel)).Incident.Id;
        await Deliver("note-1");
        await store.Crash();

        var entry = Assert.Single(await store.Inbox.Pending(10, Cancel));
        await Desk().Send(id, new IncidentCommand.TakeNote("seen it"), Cast.Ravi, entry.Id, Cancel);
        Assert.Equal(1, await Notes(id));
        Assert.Empty(await store.Inbox.Pending(10, Cancel));
    }

    [Fact]
    public async Task A_refused_command_is_done_too()
    {
        var id = (await Desk().Declare("checkout", Severity.Sev1, "Down", Cast.Maya, null, Cancel)).Incident.Id;
        var answer = await Desk().Send(id, new IncidentCommand.Propose(null), Cast.Ravi, await Deliver("propose-1"), Cancel);
        Assert.NotNull(answer.Refusal);
        Assert.Empty(await store.Inbox.Pending(10, Cancel));
    }

    [Fact]
    public async Task A_declaration_delivered_twice_opens_one_incident()
    {
        var entry = await Deliver("declare-1");
        await Desk().Declare("checkout", Severity.Sev1, "Down", Cast.Maya, entry, Cancel);
        await store.Crash();
        await Desk().Declare("checkout", Severity.Sev1, "Down", Cast.Maya, entry, Cancel);
        Assert.Single(await new Situations(store.Events).All(Cancel));
    }

    [Fact]
    public async Task Alarms_delivered_twice_open_one_incident_and_are_noted_once()
    {
        var alarm = new AlarmTransition("arn:1", "checkout-5xx", "us-east-1", AlarmState.Ok, AlarmState.Alarm, DateTimeOffset.UtcNow, null, "Threshold crossed");
        var entry = await Deliver("alarm-1");
        for (var i = 0; i < 2; i++)
        {
            await Desk().NoteAlarms("checkout", Severity.Sev2, [alarm], false, IncidentBot.Workflow.Approvals.Actor.Bot("alarm"), [entry], Cancel);
            await store.Crash();
        }

        var situations = new Situations(store.Events);
        Assert.Single(await situations.All(Cancel));
        Assert.Single(await situations.Events("INC-1", Cancel), e => e is IncidentEvent.AlarmsNoted);
        Assert.Empty(await store.Inbox.Pending(10, Cancel));
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private IncidentDesk Desk() => new(store.Events, store.Inbox, new Situations(store.Events), Cast.Roster, new Cast.Plans(), TimeProvider.System);

    private async Task<long> Deliver(string key)
    {
        await store.Inbox.Add(new InboxItem("chat", key, "{}", DateTimeOffset.UtcNow), Cancel);
        return (await store.Inbox.Pending(10, Cancel))[^1].Id;
    }

    private async Task<int> Notes(string id) =>
        (await new Situations(store.Events).Events(id, Cancel)).OfType<IncidentEvent.NoteTaken>().Count();
}
