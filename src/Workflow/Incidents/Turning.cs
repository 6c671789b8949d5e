using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>
/// Which way an incident's plan points. The service's own record knows the region that serves it; a plan whose target serves already is turned,
/// so that every later move starts from where the service is.
/// </summary>
internal static class Turning
{
    /// <summary>The plan as an incident that begins now attaches it.</summary>
    internal static FailoverPlan Facing(FailoverPlan plan, ServiceRecord service) =>
        service.ServesFrom == plan.Target && plan.Turned() is { } back ? back : plan;

    /// <summary>After a reconciled move, naming a failure mode means the next one: it is classified, shown and sampled for the region that serves now.</summary>
    internal static void AfterMove(Deciding deciding)
    {
        if (MayTurn(deciding.Situation) && deciding.Incident.Mode != FailureMode.Unknown)
        {
            var incident = deciding.Incident;
            deciding.EmitAsBot(new IncidentEvent.PlanAttached(incident.Plan!.Turned()!, incident.Runs) { Drills = incident.Drills.Count == 0 ? null : incident.Drills, Turned = true });
        }
    }

    /// <summary>Whether the incident's move is done with, the service is where it led, and the plan knows the way back.</summary>
    internal static bool MayTurn(Situation situation) =>
        situation is { Incident: { Failover.State: FailoverState.Reconciled, Turned: false, Plan: { Failback: not null } plan } } && situation.Service.ServesFrom == plan.Target;
}
