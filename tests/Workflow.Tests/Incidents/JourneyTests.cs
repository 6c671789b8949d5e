using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class JourneyTests
{
    [Fact]
    public void An_alarm_opens_an_incident_and_the_team_moves_the_service_and_closes_the_books()
    {
        var story = new Scenario().Restored();
        Assert.Equal(FailoverState.Restored, story.State);

        story.Do(Some.Dario, new IncidentCommand.Reconcile(120, TimeSpan.FromSeconds(2), "The security group is closed.", "Exported to the audit bucket."));
        Assert.Equal(IncidentPhase.Monitoring, story.Incident.Phase);
        story.Do(Some.Maya, new IncidentCommand.Resolve("Moved to Ireland."));
        story.Do(Some.Maya, new IncidentCommand.Close("Done."));

        Assert.Equal(FailoverState.Reconciled, story.State);
        Assert.Equal(IncidentPhase.Closed, story.Incident.Phase);
        Assert.Null(story.Situation.Service.OpenIncident);
        Assert.Equal("eu-west-1", story.Situation.Service.ServesFrom);
    }

    [Fact]
    public void The_same_events_fold_to_the_same_state_and_survive_storage()
    {
        var story = new Scenario().Restored();
        var again = story.Events
            .Select(e => (IncidentEvent)EventRegistry.Read(EventRegistry.NameOf(e), EventRegistry.Write(e), e.At))
            .Aggregate(Incident.None, Evolve.Apply);

        Assert.Equal(story.Incident.Version, again.Version);
        Assert.Equal(story.Failover.State, again.Failover.State);
        Assert.Equal(story.Failover.Proposal!.Digest, again.Failover.Proposal!.Digest);
        Assert.Equal(
            story.Events.Select(EventRegistry.Write),
            story.Events.Select(e => EventRegistry.Write(EventRegistry.Read(EventRegistry.NameOf(e), EventRegistry.Write(e), e.At))));
    }
}
