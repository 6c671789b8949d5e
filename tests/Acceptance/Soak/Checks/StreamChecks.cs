using IncidentBot.Incidents;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Tests.Invariants;

namespace IncidentBot.Acceptance.Soak.Checks;

/// <summary>I9 across streams: one number an incident, one open incident and one failover a service, by the order of all that was stored.</summary>
internal static class StreamChecks
{
    internal static void Run(SoakLog log, Breaches breaches)
    {
        var open = new Dictionary<string, string>();
        var slots = new Dictionary<string, string>();
        var serviceOf = new Dictionary<string, string>();
        var declared = new HashSet<string>();
        foreach (var stored in log.Events)
        {
            breaches.Where = $"{stored.Stream} version {stored.Version}";
            switch (IncidentLog.Typed(stored))
            {
                case RegistryEvent.IncidentNumbered e:
                    breaches.Unless(e.Incident == $"INC-{stored.Version}" && serviceOf.TryAdd(e.Incident, e.Service), "I9", $"{e.Incident} was numbered as number {stored.Version}, or twice.");
                    break;
                case ServiceEvent.IncidentOpened e:
                    breaches.Unless(open.TryAdd(stored.Stream, e.Incident), "I9", $"{e.Incident} opened while {open[stored.Stream]} was open.");
                    break;
                case ServiceEvent.IncidentEnded e:
                    breaches.Unless(open.Remove(stored.Stream, out var was) && was == e.Incident, "I9", $"{e.Incident} ended and was not open.");
                    break;
                case ServiceEvent.FailoverBegun e:
                    breaches.Unless(open.GetValueOrDefault(stored.Stream) == e.Incident, "I9", $"A failover began in {e.Incident}, which is not the open incident.");
                    breaches.Unless(slots.TryAdd(stored.Stream, e.Incident), "I9", $"A failover began in {e.Incident} while one ran in {slots[stored.Stream]}.");
                    break;
                case ServiceEvent.FailoverEnded e:
                    breaches.Unless(slots.Remove(stored.Stream, out var of) && of == e.Incident, "I9", $"A failover of {e.Incident} ended that had not begun.");
                    break;
                case IncidentEvent.Declared e:
                    breaches.Unless(declared.Add(stored.Stream) && e.Incident == stored.Stream && serviceOf.GetValueOrDefault(stored.Stream) == e.Service, "I9", "It was declared twice, under another name, or without a number of its own.");
                    breaches.Unless(open.GetValueOrDefault(Stream(e)) == e.Incident, "I9", $"It was declared while {open.GetValueOrDefault(Stream(e), "nothing")} was open.");
                    break;
                case IncidentEvent.Proposed:
                    breaches.Unless(slots.ContainsValue(stored.Stream), "I9", "It was proposed without the service's failover slot.");
                    break;
            }
        }

        breaches.Where = null;
    }

    private static string Stream(IncidentEvent.Declared e) => e.Drill is null ? IncidentLog.OfService(e.Service) : IncidentLog.OfDrills(e.Service);
}
