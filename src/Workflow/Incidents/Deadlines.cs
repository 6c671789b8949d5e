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
        if (failover.IsOpenToVotes)
        {
            foreach (var approval in failover.Approvals)
            {
                yield return approval.Expires;
            }
        }

        foreach (var moment in Calling.Moments(incident).Concat(GlassBreaking.Moments(failover)))
        {
            yield return moment;
        }

        yield return failover.State == FailoverState.Armed ? failover.ArmedUntil : null;
        yield return failover.State == FailoverState.Held ? failover.HoldUntil : null;

        yield return NextStep.PersonsDeadline(incident);

        foreach (var moment in Outgrowing.Moments(incident))
        {
            yield return moment;
        }

        yield return Reminders.NextTime(Telling.From(incident), Telling.DueAt(incident), UpdateFactsOf.PhaseOf(incident), incident.Updates.Reminders);
    }
}
