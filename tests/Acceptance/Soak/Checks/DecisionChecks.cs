using IncidentBot.Incidents;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Tests.Invariants;

namespace IncidentBot.Acceptance.Soak.Checks;

/// <summary>I1 to I10, I13 and I14 as they hold decision by decision: each append against the checker of random runs, which keeps its own account of the facts.</summary>
internal static class DecisionChecks
{
    internal static void Run(SoakLog log, Breaches breaches)
    {
        var checkers = new Dictionary<string, Checker>();
        var streams = new Dictionary<string, string>();
        foreach (var batch in Batch.Of(log.Events).Where(b => b.Incident is not null))
        {
            var incident = batch.Incident!;
            var (mine, service) = Typed(batch);
            if (mine.OfType<IncidentEvent.Declared>().FirstOrDefault() is { } declared)
            {
                // A drill's gates rest on proofs of its own steps: the checker's formulae are those of real ones.
                if (declared.Drill is not null) continue;
                streams[incident] = declared.Service;
            }

            var attached = mine.OfType<IncidentEvent.PlanAttached>().FirstOrDefault()?.Plan;
            if (!streams.TryGetValue(incident, out var of)) continue;
            if (!checkers.TryGetValue(of, out var checker))
            {
                if (attached is null) continue;
                checker = checkers[of] = new Checker(attached, breaches, text => !Claims.ThatNothingWasLost(text));
            }

            breaches.Where = $"{incident} version {batch.Events[^1].Version}";
            checker.Turn(incident, attached);
            checker.Appended(service, mine, incident, batch.Events[0].At, log.People);
            Actors(mine, checker, log.People, breaches);
        }

        breaches.Where = null;
    }

    /// <summary>I14: what only people decide was decided by one of them, and the bot named none of them as itself.</summary>
    private static void Actors(IReadOnlyList<IncidentEvent> events, Checker checker, Roster people, Breaches breaches)
    {
        foreach (var happened in events)
        {
            breaches.Unless(!checker.IsForPeople(happened), "I14", $"{happened.By.Via}: {happened.GetType().Name} by the bot, which only people decide.");
            breaches.Unless(happened.By.IsBot || people.Find(happened.By.Person) is { Active: true }, "I14", $"{happened.GetType().Name} by {happened.By.Person}, whom nobody knows.");
            breaches.Unless(happened.By.IsBot || happened.By.Via == "local", "I14", $"{happened.GetType().Name} by {happened.By.Person} through {happened.By.Via}, where no person speaks.");
        }
    }

    private static (IReadOnlyList<IncidentEvent> OfIncident, IReadOnlyList<ServiceEvent> OfService) Typed(Batch batch)
    {
        var typed = batch.Events.Select(IncidentLog.Typed).ToList();
        return ([.. typed.OfType<IncidentEvent>()], [.. typed.OfType<ServiceEvent>()]);
    }
}
