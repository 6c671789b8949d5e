using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Incidents;

/// <summary>When an incident next changes by time alone. Derived from the log, so that every restart finds the same; waking early, late or twice is harmless.</summary>
public static class Deadlines
{
    /// <summary>The earliest moment (UTC) at which a wake-up would change something; null if none would. It may lie in the past.</summary>
    public static DateTimeOffset? Next(Incident incident) =>
        incident.IsOpen ? All(incident).Where(at => at is not null).Min() : null;

    private static IEnumerable<DateTimeOffset?> All(Incident incident)
    {
        var failover = incident.Failover;
        if (failover.Proposal is not null && !failover.PastPointOfNoReturn
            && failover.State is not (FailoverState.Idle or FailoverState.Aborting or FailoverState.Aborted))
        {
            foreach (var approval in failover.Approvals)
            {
                yield return approval.Expires;
            }
        }

        yield return failover.State == FailoverState.Armed ? failover.ArmedUntil : null;
        yield return failover.State == FailoverState.Held ? failover.HoldUntil : null;

        yield return NextStep.PersonsDeadline(incident);

        if (incident is { Plan: { } plan, RpoBreachSaidAt: null } && !failover.PastPointOfNoReturn
            && incident.FencedAt is null && incident.PrimaryDeadAt is null)
        {
            yield return RpoClock.BreachAt(incident.RecoveryPoint, plan.Rpo);
        }

        yield return Reminders.NextTime(Telling.From(incident), Telling.DueAt(incident), UpdateFactsOf.PhaseOf(incident), incident.Updates.Reminders);
    }
}
