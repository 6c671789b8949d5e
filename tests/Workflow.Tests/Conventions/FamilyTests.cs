using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Workflow.Tests.Conventions;

/// <summary>The closed families are closed in fact: every case is stored, folded and decided.</summary>
public sealed class FamilyTests
{
    private static readonly Type[] EventFamilies = [typeof(IncidentEvent), typeof(ServiceEvent), typeof(RegistryEvent), typeof(TriageEvent)];

    public static TheoryData<Type> Events => [.. EventFamilies.SelectMany(Specimen.CasesOf)];

    public static TheoryData<Type> Commands => [.. Specimen.CasesOf(typeof(IncidentCommand))];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_a_versioned_name_and_survives_storage(Type type)
    {
        var happened = Specimen.Of<LogEvent>(type);
        var name = EventRegistry.NameOf(happened);

        Assert.Matches("^[a-z]+\\.[a-z-]+\\.v[0-9]+$", name);
        Assert.Contains(name, EventRegistry.Names);
        var text = EventRegistry.Write(happened);
        var read = EventRegistry.Read(name, text, Some.T0);
        Assert.Equal((type, text, Some.T0), (read.GetType(), EventRegistry.Write(read), read.At));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_is_folded(Type type)
    {
        switch (Specimen.Of<LogEvent>(type) with { At = Some.T0 })
        {
            case IncidentEvent e:
                var incident = new Scenario().Restored().Incident;
                Assert.Equal(incident.Version + 1, Evolve.Apply(incident, e).Version);
                break;
            case ServiceEvent e:
                Assert.Equal(1, ServiceRecord.Evolve(ServiceRecord.None, e).Version);
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_is_decided_from_everybody_and_at_any_time(Type type)
    {
        var command = Specimen.Of<IncidentCommand>(type);
        Func<Scenario>[] reached = [() => new Scenario(), () => new Scenario().Opened(), () => new Scenario().Armed(), () => new Scenario().Restored()];
        foreach (var story in reached)
        {
            foreach (var person in (Person?[])[null, Some.Maya, Some.Greta])
            {
                var decision = story().Try(person, command);
                Assert.True(decision.Refusal is null || decision.Refusal.Reasons.All(r => r.Length > 0), type.Name);
            }
        }
    }

    [Fact]
    public void Every_stored_name_belongs_to_a_case() =>
        Assert.Equal(EventFamilies.SelectMany(Specimen.CasesOf).Count(), EventRegistry.Names.Distinct().Count());

    [Fact]
    public void A_case_that_is_not_registered_and_a_name_that_nobody_knows_are_noticed()
    {
        Assert.Throws<KeyNotFoundException>(() => EventRegistry.NameOf(new Unregistered()));
        Assert.Throws<InvalidOperationException>(() => EventRegistry.Read("failover.undreamt-of.v1", "{}", Some.T0));
    }

    private sealed record Unregistered : LogEvent;
}
