using IncidentBot.Alarms.Intake;
using IncidentBot.Chat;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms.Intake;

/// <summary>One change of state is one delivery, whichever ways it takes; what is too old or set aside is shown to people.</summary>
public sealed class AlarmIntakeTests : IAsyncDisposable
{
    private readonly AlarmDeskUnderTest under = new();

    private static readonly DateTimeOffset At = AlarmDeskUnderTest.Start.AddMinutes(-1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => under.DisposeAsync();

    [Fact]
    public async Task A_change_by_four_ways_opens_one_incident_even_when_that_is_closed_in_between()
    {
        Assert.Equal(InboxReceipt.Accepted, await under.Take("sqs:us-east-1", "checkout-5xx", AlarmState.Alarm, At));
        await under.Handle();
        var incident = Assert.Single(await under.Incidents());
        await Close(incident.Id);

        foreach (var path in new[] { "sqs:eu-west-1", "sns", "eventbridge" })
        {
            Assert.Equal(InboxReceipt.Duplicate, await under.Take(path, "checkout-5xx", AlarmState.Alarm, At));
        }

        await under.Handle();
        Assert.Single(await under.Incidents());
        Assert.Equal("sqs:us-east-1", Assert.Single((await under.Situations.Events(incident.Id, Cancel)).OfType<IncidentEvent.AlarmsNoted>()).Alarms[0].Source);
    }

    [Theory]
    [InlineData("checkout-4xx", AlarmState.Alarm, 0)]
    [InlineData("checkout-5xx", AlarmState.Ok, 0)]
    [InlineData("checkout-5xx", AlarmState.Alarm, 1)]
    public async Task Another_alarm_another_state_and_another_time_are_other_changes(string name, AlarmState state, int later)
    {
        await under.Take("sns", "checkout-5xx", AlarmState.Alarm, At);
        Assert.Equal(InboxReceipt.Accepted, await under.Take("sns", name, state, At.AddMilliseconds(later)));
    }

    [Fact]
    public void A_name_of_any_length_makes_a_key_that_a_store_can_index()
    {
        var keys = new[] { 255, 1_500, 1_501 }.Select(n => TransitionKey.Of(AlarmDeskUnderTest.Notice(new string('ä', n), AlarmState.Alarm, At))).ToList();
        Assert.All(keys, k => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(k), 60, 2_000));
        Assert.Equal(3, keys.Distinct().Count());
    }

    [Fact]
    public async Task An_alarm_that_is_too_old_to_open_an_incident_is_put_before_people_once()
    {
        await under.Take("sqs:us-east-1", "checkout-5xx", AlarmState.Alarm, AlarmDeskUnderTest.Start.AddMinutes(-31));
        var told = Assert.IsType<TriageEvent.AlarmsTooOld>(Assert.Single(await under.Handle()));
        Assert.Equal(("checkout", "checkout-5xx"), (told.Service, Assert.Single(told.Alarms).Name));
        Assert.Empty(await under.Incidents());

        var card = TriageCard.TooOld(told.Alarms[0], told.Service);
        Assert.Contains("It is of checkout", card.Sections[0].Lines[1].Text, StringComparison.Ordinal);
        Assert.Equal(TriageCard.Action(told.Alarms[0]).Button.Id, Assert.Single(card.Buttons).Id);

        // It went back since: nothing is asked of anybody.
        await under.Take("sqs:us-east-1", "checkout-4xx", AlarmState.Alarm, AlarmDeskUnderTest.Start.AddMinutes(-40));
        await under.Take("sqs:us-east-1", "checkout-4xx", AlarmState.Ok, AlarmDeskUnderTest.Start.AddMinutes(-35));
        Assert.Single(await under.Handle());
    }

    [Fact]
    public async Task What_is_set_aside_is_listed_and_a_flood_of_it_is_said_once_in_ten_minutes()
    {
        for (var minute = 0; minute < 11; minute += 5)
        {
            for (var i = 0; i < 3; i++)
            {
                var parked = new ParkedDelivery("sqs:us-east-1", "raw", "no signature: switch it off", $"body {minute} {i}");
                await under.Store.Inbox.Add(new InboxItem(ParkedDelivery.Kind, $"{minute}-{i}", parked.Payload, under.Clock.GetUtcNow()), Cancel);
            }

            await under.Handle();
            under.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        var told = (await under.Situations.Triage(Cancel)).Cast<TriageEvent.DeliveriesParked>().ToList();
        Assert.Equal([3, 3], told.Select(t => t.Count));
        Assert.Contains("3 deliveries on sqs:us-east-1 were set aside (raw): no signature: switch it off. `incidentbot alarm parked`", TriageNews.Of(told[0])!.Text, StringComparison.Ordinal);
        var listed = await under.Store.Inbox.Parked(100, Cancel);
        Assert.Equal((9, "raw: no signature: switch it off", "body 0 0"), (listed.Count, listed[0].Reason, ParkedDelivery.Of(listed[0]).Body));
    }

    [Fact]
    public async Task A_delivery_that_is_handled_again_after_a_crash_is_told_once()
    {
        var old = AlarmDeskUnderTest.Start.AddMinutes(-31);
        await under.Take("sns", "checkout-4xx", AlarmState.Alarm, old);
        var entries = await under.Store.Inbox.Pending(10, Cancel);
        await under.Handle();
        await new IncidentBot.Alarms.AlarmHandler(
            new IncidentBot.Alarms.Rules.AlarmRules(under.Options.Rules), Desk(), under.Triage, under.Store.Inbox, under.Clock,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<IncidentBot.Alarms.AlarmHandler>.Instance).Handle(entries, Cancel);
        Assert.Single((await under.Situations.Triage(Cancel)).OfType<TriageEvent.AlarmsTooOld>());
    }

    private async Task Close(string incident)
    {
        foreach (var command in new IncidentCommand[] { new IncidentCommand.TakeRole(Role.Commander), new IncidentCommand.CallFalseAlarm("A test.") })
        {
            Assert.Null((await Desk().Send(incident, command, Incidents.Cast.Maya, null, Cancel)).Refusal);
        }
    }

    private IncidentBot.Incidents.IncidentDesk Desk() =>
        new(under.Store.Events, under.Store.Inbox, under.Situations, Incidents.Cast.Roster, new Incidents.Cast.Plans(), under.Clock);
}
