using IncidentBot.Workflow.Failover;

namespace IncidentBot.Workflow.Incidents;

public static partial class Evolve
{
    /// <summary>
    /// The way back begins with nothing measured: recovery point, fence and proof of death were of the other direction. Attempts are counted on, so that
    /// a late report of the old fence never passes for one of the new.
    /// </summary>
    private static Incident OnTurned(Incident state, IncidentEvent.PlanAttached e) => state with
    {
        Plan = e.Plan,
        Runs = e.Runs,
        Drills = e.Drills ?? [],
        Turned = true,
        Fence = Gone(state.Fence),
        RecoveryPoint = null,
        PrimaryDeadAt = null,
        PrimaryDeadSeenAt = null,
        RpoBreachSaidAt = null,
        WriteRate = e.Plan.Inputs.WriteRate == state.Plan?.Inputs.WriteRate ? state.WriteRate : null,
        Readings = state.Readings.RemoveRange(state.Readings.Keys.Where(id => e.Plan.Reading(id) is null)),
        Tail = [],
    };

    /// <summary>A proposal after a reconciled move begins another one; what became of the first is kept.</summary>
    private static Incident OnProposed(Incident state, IncidentEvent happened) => state with
    {
        Turned = false,
        PastMoves = state.Failover.State == FailoverState.Reconciled
            ? state.PastMoves.Add(new PastMove(state.Failover.CommittedLoss, state.Failover.ActualLoss))
            : state.PastMoves,
        Failover = OnFailover(state, happened),
    };
}
