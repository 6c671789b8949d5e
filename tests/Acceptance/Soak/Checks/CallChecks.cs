using IncidentBot.Incidents;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Tests.Invariants;

namespace IncidentBot.Acceptance.Soak.Checks;

/// <summary>I1, I10 and I11 as the outside saw them: every call was ordered by the log before, under its epoch, once an attempt; the promotion after the point of no return.</summary>
internal static class CallChecks
{
    internal static void Run(SoakLog log, Breaches breaches)
    {
        var orders = new Dictionary<string, List<(long Version, IncidentEvent Event)>>();
        foreach (var stored in log.Events.Where(e => IncidentLog.IsIncident(e.Stream)))
        {
            if (IncidentLog.Typed(stored) is IncidentEvent happened and (IncidentEvent.StepStarted or IncidentEvent.PointOfNoReturn or IncidentEvent.Declared or IncidentEvent.PlanAttached))
            {
                (orders.TryGetValue(stored.Stream, out var list) ? list : orders[stored.Stream] = []).Add((stored.Version, happened));
            }
        }

        foreach (var incident in log.Calls.GroupBy(c => c.Incident))
        {
            breaches.Where = incident.Key;
            var events = orders.GetValueOrDefault(incident.Key, []);
            breaches.Unless(events.Count > 0, "I10", $"The outside was called for an incident that is in no log: {incident.First()}.");
            var drill = events.Any(e => e.Event is IncidentEvent.Declared { Drill: not null });
            var astray = incident.FirstOrDefault(c => drill != c.Service.StartsWith(SoakOutside.Drill, StringComparison.Ordinal));
            breaches.Unless(astray is null, "I11", $"{(drill ? "A drill reached what real steps act on" : "A real step acted where drills are made")}: {astray}.");
            Ordered([.. incident], events, breaches);
        }

        breaches.Where = null;
        Epochs(log.Calls, breaches);
    }

    /// <summary>Each call has a start of its own before it, with its epoch; an irreversible one the press too.</summary>
    private static void Ordered(IReadOnlyList<SoakCall> calls, List<(long Version, IncidentEvent Event)> events, Breaches breaches)
    {
        var starts = events.Where(e => e.Event is IncidentEvent.StepStarted).Select(e => (e.Version, Start: (IncidentEvent.StepStarted)e.Event)).ToList();
        var steps = events.Select(e => e.Event).OfType<IncidentEvent.PlanAttached>().SelectMany(p => p.Plan.Steps).ToList();
        var made = new Dictionary<(string, long), long>();
        var irreversible = steps.Where(s => !s.Reversible).Select(s => s.Id).ToHashSet();
        foreach (var call in calls.OrderBy(c => c.At))
        {
            var index = starts.FindIndex(s => s.Start.Step == call.Step && Verb(s.Start.Purpose) == call.Verb && s.Start.Epoch == call.Epoch && s.Start.At <= call.At);
            var anyEpoch = starts.Exists(s => s.Start.Step == call.Step && Verb(s.Start.Purpose) == call.Verb && s.Start.At <= call.At);

            // Whether an interrupted undo was accepted nobody knows: who takes over makes it again, if that is harmless.
            if (index < 0 && call.Verb == "undo" && made.TryGetValue((call.Step, call.Epoch), out var term) && call.Term > term && steps.Exists(s => s.Id == call.Step && s.Idempotent)) continue;
            breaches.Unless(index >= 0, anyEpoch ? "I1" : "I10", $"{call}: no start in the log ordered it{(anyEpoch ? " under this epoch, or one ordered two" : "")}.");
            if (index < 0) continue;
            if (call.Verb == "do" && irreversible.Contains(call.Step))
            {
                var pressed = events.Where(e => e.Event is IncidentEvent.PointOfNoReturn && e.Event.At <= call.At && e.Version < starts[index].Version).Select(e => e.Version).LastOrDefault();
                breaches.Unless(pressed > 0 && call.Pressed != false, "I10", $"{call}: the point of no return was not stored before.");
            }

            made[(call.Step, call.Epoch)] = call.Term;
            starts.RemoveAt(index);
        }
    }

    /// <summary>At the outside, a smaller epoch after a larger one comes only from a node whose term is over, and that call is refused.</summary>
    private static void Epochs(IReadOnlyList<SoakCall> calls, Breaches breaches)
    {
        foreach (var service in calls.GroupBy(c => c.Service))
        {
            var (epoch, term) = (0L, 0L);
            foreach (var call in service)
            {
                breaches.Unless(call.Epoch > 0 && call.Term > 0, "I1", $"{call} bears no token.");
                breaches.Unless(call.Epoch >= epoch || call.Term < term, "I1", $"{call} came after the epoch {epoch}.");
                breaches.Unless(call.Stale == call.Term < term && !(call.Stale && call.Applied), "I1", $"{call} came after the term {term}{(call.Stale ? "" : ", and was not refused")}.");
                (epoch, term) = (Math.Max(epoch, call.Epoch), Math.Max(term, call.Term));
            }
        }
    }

    private static string Verb(StepPurpose purpose) => purpose is StepPurpose.Undo or StepPurpose.Unfreeze ? "undo" : "do";
}
