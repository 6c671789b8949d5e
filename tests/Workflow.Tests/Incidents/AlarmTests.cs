using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class AlarmTests
{
    private static readonly DateTimeOffset T = Some.T0;

    [Fact]
    public void An_alarm_opens_an_incident_and_its_earliest_breach_is_the_impact_start()
    {
        var story = new Scenario().Do(null, Note(Some.Alarm(T, key: "a"), Some.Alarm(T.AddSeconds(-90), key: "b")));

        Assert.Equal("INC-1", story.Situation.Service.OpenIncident);
        Assert.Equal(T.AddSeconds(-125), story.Incident.ImpactStart);
        Assert.Equal("checkout-5xx and 1 more alarms", story.Incident.Summary);
    }

    [Fact]
    public void Per_alarm_the_time_of_the_change_orders_and_an_older_one_is_recorded_and_acts_on_nothing()
    {
        var story = new Scenario().Opened().AfterSeconds(60).Do(null, Note(Some.Alarm(T.AddSeconds(60), AlarmState.Ok)));
        story.Do(null, Note(Some.Alarm(T.AddSeconds(30))));

        Assert.Equal(AlarmState.Ok, story.Incident.Alarms["arn:checkout-5xx"].State);
        Assert.Equal(T.AddSeconds(30), Assert.Single(story.Events.OfType<IncidentEvent.AlarmsNoted>().Last().Stale).ChangedAt);
    }

    [Fact]
    public void An_alarm_that_went_back_to_ok_before_it_was_heard_opens_nothing_in_whichever_order_it_comes()
    {
        var ok = Some.Alarm(T.AddSeconds(-1), AlarmState.Ok);
        var alarm = Some.Alarm(T.AddSeconds(-60));

        Assert.Equal("no-alarm", new Scenario().Refused(null, Note(alarm, ok)).Code);
        Assert.Equal("no-alarm", new Scenario().Refused(null, Note(ok, alarm)).Code);
        Assert.Equal("no-alarm", new Scenario().Refused(null, Note(ok)).Code);
    }

    [Fact]
    public void A_duplicate_is_ignored()
    {
        var story = new Scenario().Opened();
        var count = story.Events.Count;

        story.Do(null, Note(Some.Alarm(T))).Do(null, Note(Some.Alarm(T), Some.Alarm(T)));

        Assert.Equal(count, story.Events.Count);
        Assert.Equal(1, story.Incident.Alarms["arn:checkout-5xx"].Changes);
    }

    [Fact]
    public void An_alarm_older_than_30_minutes_opens_nothing_unless_a_person_confirms_it()
    {
        var old = Some.Alarm(T.AddMinutes(-30).AddTicks(-1));
        Assert.Equal("alarm-too-old", new Scenario().Refused(null, Note(old)).Code);

        Assert.Equal("INC-1", new Scenario().Do(Some.Ravi, Note(old) with { Confirmed = true }).Incident.Id);
        Assert.Equal("INC-1", new Scenario().Do(null, Note(Some.Alarm(T.AddMinutes(-30)))).Incident.Id);
        Assert.Equal("guest", new Scenario().Refused(Some.Greta, Note(old) with { Confirmed = true }).Code);
    }

    [Fact]
    public void A_later_alarm_with_an_earlier_breach_moves_the_impact_start_until_a_person_states_it()
    {
        var story = new Scenario().Opened().AfterSeconds(10).Do(null, Note(Some.Alarm(T, key: "other") with { BreachAt = T.AddSeconds(-300) }));
        Assert.Equal(T.AddSeconds(-300), story.Incident.ImpactStart);

        story.Do(Some.Maya, new IncidentCommand.StateImpact(T.AddSeconds(-100), null, "the graph")).Do(null, Note(Some.Alarm(T, key: "third") with { BreachAt = T.AddSeconds(-400) }));

        Assert.Equal(T.AddSeconds(-100), story.Incident.ImpactStart);
    }

    [Theory]
    [InlineData(-31)]
    [InlineData(-700_000)]
    public void An_impact_that_began_before_any_that_could_be_meant_is_refused_and_changes_no_number(int days)
    {
        var story = new Scenario().Opened();
        var before = story.Incident.ImpactStart;
        Assert.Equal("bad-impact", story.Refused(Some.Maya, new IncidentCommand.StateImpact(T.AddDays(days), null, "a slip")).Code);
        Assert.Equal(before, story.Incident.ImpactStart);
    }

    [Fact]
    public void A_declared_incident_learns_its_impact_start_from_the_alarms_that_join_it()
    {
        var story = new Scenario().Do(Some.Maya, new IncidentCommand.Declare("INC-1", "checkout", Severity.Sev1, "it fails", Some.Plan(), []));
        Assert.Null(story.Incident.ImpactStart);

        Assert.Equal(T.AddSeconds(-35), story.Do(null, Note(Some.Alarm(T))).Incident.ImpactStart);
    }

    [Fact]
    public void An_ok_never_changes_a_failover_and_an_alarm_never_moves_one_forward()
    {
        foreach (var reach in (Func<Scenario, Scenario>[])[s => s.Proposed(), s => s.Approved(), s => s.Preparing(), s => s.Armed(), s => s.Pressed(), s => s.Restored()])
        {
            var story = reach(new Scenario());
            var before = story.Failover;

            story.Do(null, Note(Some.Alarm(story.Now.AddSeconds(-1), AlarmState.Ok), Some.Alarm(story.Now, key: "other")));

            Assert.Same(before, story.Failover);
        }
    }

    [Fact]
    public void An_alarm_reopens_a_resolved_incident_and_an_ok_or_an_old_one_does_not()
    {
        var story = new Scenario().Opened().Do(Some.Maya, new IncidentCommand.MovePhase(IncidentPhase.Investigating)).Do(Some.Maya, new IncidentCommand.Resolve("over")).AfterSeconds(3600);

        Assert.Equal(IncidentPhase.Resolved, story.Do(null, Note(Some.Alarm(T.AddSeconds(3599), AlarmState.Ok))).Incident.Phase);
        Assert.Equal(IncidentPhase.Resolved, story.Do(null, Note(Some.Alarm(T.AddSeconds(60), key: "old"))).Incident.Phase);
        Assert.Equal(IncidentPhase.Investigating, story.Do(null, Note(Some.Alarm(T.AddSeconds(3600)))).Incident.Phase);
    }

    [Fact]
    public void A_second_incident_of_the_service_is_refused()
    {
        var story = new Scenario().Opened();
        story.Situation = story.Situation with { Incident = Incident.None };

        Assert.Contains("INC-1", story.Refused(Some.Maya, new IncidentCommand.Declare("INC-2", "checkout", Severity.Sev1, "again", null, [])).ToString(), StringComparison.Ordinal);
        Assert.Equal("already-open", story.Refused(null, Note(Some.Alarm(T)) with { Incident = "INC-2" }).Code);
    }

    [Fact]
    public void Guests_the_deactivated_and_strangers_declare_nothing()
    {
        var declare = new IncidentCommand.Declare("INC-1", "checkout", Severity.Sev1, "it fails", null, []);

        Assert.Equal("guest", new Scenario().Refused(Some.Greta, declare).Code);
        Assert.Equal("guest", new Scenario().Refused(Some.Ravi with { Id = "stranger" }, declare).Code);
        Assert.Equal("deactivated", new Scenario { People = new Roster([Some.Ravi with { Active = false }]) }.Refused(Some.Ravi, declare).Code);
    }

    private static IncidentCommand.NoteAlarms Note(params AlarmTransition[] alarms) =>
        new("INC-1", "checkout", Severity.Sev1, alarms, Some.Plan(), [], false);
}
