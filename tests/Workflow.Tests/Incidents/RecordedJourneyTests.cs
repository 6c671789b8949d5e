using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>One journey as it was once recorded, replayed for ever: logs that are out there must keep meaning what they meant.</summary>
/// <remarks>A change of an event's shape is a new version of its name beside the old one; the recording is never made anew to make these pass.</remarks>
public sealed class RecordedJourneyTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void The_recorded_journey_still_folds_to_the_state_it_led_to()
    {
        var incident = Read("events").Select(e => (IncidentEvent)e.Event).Aggregate(Incident.None, Evolve.Apply);
        var service = Read("service").Select(e => (ServiceEvent)e.Event).Aggregate(ServiceRecord.None, ServiceRecord.Evolve);

        Assert.Equal(("INC-1", IncidentPhase.Monitoring, 31L), (incident.Id, incident.Phase, incident.Version));
        Assert.Equal((FailoverState.Reconciled, 120L, 200L), (incident.Failover.State, incident.Failover.ActualLoss, incident.Failover.CommittedLoss?.Bound));
        Assert.Equal(["maya", "dario"], incident.Failover.Approvals.Select(a => a.By.Person));
        Assert.All(incident.Failover.Steps, s => Assert.Equal(StepStatus.Done, s.Status));
        Assert.Equal(Some.T0, incident.FencedAt);
        Assert.Equal(Some.T0.AddSeconds(-35), incident.ImpactStart);
        Assert.Equal((1L, "eu-west-1", "INC-1"), (service.Epoch, service.ServesFrom, service.OpenIncident));
    }

    [Fact]
    public void Every_recorded_event_is_written_again_as_it_was() =>
        Assert.All(Read("events").Concat(Read("service")), e => Assert.Equal((e.Name, e.Data), (EventRegistry.NameOf(e.Event), EventRegistry.Write(e.Event))));

    private static IEnumerable<(string Name, string Data, LogEvent Event)> Read(string stream)
    {
        string[] path = ["tests", "Workflow.Tests", "Incidents", "journey.approved.json"];
        Assert.True(File.Exists(Path.Combine([SourceTree.Root, .. path])), $"{string.Join('/', path)} is missing. The journey as it is now:\n{Record()}");
        foreach (var node in JsonNode.Parse(SourceTree.Read(path))![stream]!.AsArray())
        {
            var (name, data) = ((string)node!["name"]!, CanonicalJson.Canonicalise(node["data"]!.ToJsonString()));
            yield return (name, data, EventRegistry.Read(name, data, node["at"]!.GetValue<DateTimeOffset>()));
        }
    }

    private static string Record()
    {
        var story = new Scenario().Restored().Do(Some.Dario, new IncidentCommand.Reconcile(120, TimeSpan.FromSeconds(2), "The security group is closed.", "Exported to the audit bucket."));
        return new JsonObject { ["events"] = Text(story.Events), ["service"] = Text(story.ServiceEvents) }.ToJsonString(Indented);
    }

    private static JsonArray Text(IEnumerable<LogEvent> events) => [.. events.Select(e => new JsonObject
    {
        ["name"] = EventRegistry.NameOf(e), ["at"] = e.At, ["data"] = JsonNode.Parse(EventRegistry.Write(e)),
    })];
}
