using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

public static partial class Evolve
{
    private static Incident OnAssumption(Incident state, Assumption assumption) => state with
    {
        Assumptions = state.Assumptions.SetItem(assumption.Kind, assumption),
        AffectedShare = assumption.Kind == AssumptionKind.Affected ? assumption.Share : state.AffectedShare,
    };

    /// <summary>The first measurement after each TTL that the tail is told for; one of them per TTL is enough.</summary>
    private static Incident WithTail(Incident state, IncidentEvent.ReadingsTaken e)
    {
        if (state.Plan?.Dns is not { OldShare: { } id, Shift: TrafficShift.Dns } dns || state.ShiftedAt is not { } shifted)
        {
            return state;
        }

        foreach (var reading in e.Readings)
        {
            if (reading.Id != id || reading.Problem is not null || reading.Value is not (>= 0 and <= 1))
            {
                continue;
            }

            var at = Taken(reading, e);
            var ttls = (at - shifted).Ticks / dns.Ttl.Ticks;
            if (at > shifted && ttls is >= 1 and <= DnsTail.Told && state.Tail.All(s => (s.At - shifted).Ticks / dns.Ttl.Ticks != ttls))
            {
                state = state with { Tail = state.Tail.Add(new TailSample(at, reading.Value.Value)) };
            }
        }

        return state;
    }
}
