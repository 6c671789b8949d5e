using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>How an incident begins: declared by a person, or opened by alarms; and how later alarms join it. No alarm ever promotes.</summary>
internal static class Opening
{
    /// <summary>An ALARM older than this opens nothing unless a person confirms it.</summary>
    internal static readonly TimeSpan AlarmTooOld = TimeSpan.FromMinutes(30);

    internal static Refusal? Declare(Deciding deciding, IncidentCommand.Declare command)
    {
        if (deciding.Service.OpenIncident is { } open)
        {
            return Refusal.Because("already-open", $"{command.Service} has an open incident: {open}.",
                $"Join its room, or `merge` what you know into it with a `note`.");
        }

        if (string.IsNullOrWhiteSpace(command.Summary))
        {
            return Refusal.Because("no-summary", "An incident needs a summary.", "`declare sev1 checkout is failing in us-east-1`");
        }

        deciding.Emit(new IncidentEvent.Declared(command.Incident, command.Service, command.Severity, command.Summary.Trim(), null));
        deciding.Emit(new ServiceEvent.IncidentOpened(command.Incident));
        Attach(deciding, command.Plan, command.Runs, command.Drills);
        if (!deciding.Actor.IsBot && deciding.People.Find(deciding.Actor.Person)?.MayTake(Role.Commander) == true)
        {
            deciding.Emit(new IncidentEvent.RoleTaken(Role.Commander, deciding.Actor.Person, deciding.Actor.Name));
        }

        return null;
    }

    internal static Refusal? NoteAlarms(Deciding deciding, IncidentCommand.NoteAlarms command)
    {
        if (deciding.Service.OpenIncident is { } open)
        {
            return Refusal.Because("already-open", $"{command.Service} has an open incident: {open}.");
        }

        // Per alarm only the newest transition acts: an ALARM that has gone back to OK since opens nothing.
        var alarming = command.Alarms.GroupBy(a => a.Key).Select(g => g.MaxBy(a => a.ChangedAt)!).Where(a => a.To == AlarmState.Alarm).ToList();
        if (alarming.Count == 0)
        {
            return Refusal.Because("no-alarm", "None of these transitions goes to ALARM: nothing opens.");
        }

        var young = alarming.Where(a => command.Confirmed || deciding.Now - a.ChangedAt <= AlarmTooOld).ToList();
        if (young.Count == 0)
        {
            return Refusal.Because("alarm-too-old",
                $"The newest ALARM is {Durations.Text(deciding.Now - alarming.Max(a => a.ChangedAt))} old: it opens nothing by itself.",
                $"`declare sev{(int)command.Severity} {command.Service} ...` if it still matters.");
        }

        var first = young.MinBy(a => a.BreachAt ?? a.ChangedAt)!;
        deciding.Emit(new IncidentEvent.Declared(command.Incident, command.Service, command.Severity,
            young.Count == 1 ? first.Name : $"{first.Name} and {young.Count - 1} more alarms", first.BreachAt ?? first.ChangedAt));
        deciding.Emit(new ServiceEvent.IncidentOpened(command.Incident));
        Attach(deciding, command.Plan, command.Runs, command.Drills);
        return Join(deciding, command);
    }

    internal static Refusal? Join(Deciding deciding, IncidentCommand.NoteAlarms command)
    {
        if (deciding.Incident.IsDrill)
        {
            return Refusal.Because("drill", $"{deciding.Incident.Id} is a drill: alarms belong to the service's real incident.");
        }

        // Per alarm, StateChangeTime orders: what is older than what is known is recorded and acts on nothing.
        var fresh = new List<AlarmTransition>();
        var stale = new List<AlarmTransition>();
        var newest = new Dictionary<string, DateTimeOffset>();
        foreach (var alarm in command.Alarms.OrderBy(a => a.ChangedAt))
        {
            var known = newest.TryGetValue(alarm.Key, out var seen) ? seen
                : deciding.Incident.Alarms.TryGetValue(alarm.Key, out var record) ? record.ChangedAt
                : DateTimeOffset.MinValue;
            if (alarm.ChangedAt == known)
            {
                continue;
            }

            (alarm.ChangedAt > known ? fresh : stale).Add(alarm);
            newest[alarm.Key] = alarm.ChangedAt > known ? alarm.ChangedAt : known;
        }

        if (fresh.Count + stale.Count == 0)
        {
            return null;
        }

        deciding.Emit(new IncidentEvent.AlarmsNoted(fresh, stale));
        if (fresh.Any(a => a.To == AlarmState.Alarm && deciding.Now - a.ChangedAt <= AlarmTooOld)
            && IncidentMachine.May(deciding.Incident.Phase, IncidentTrigger.Reopen))
        {
            deciding.EmitAsBot(new IncidentEvent.Reopened("An alarm of the service went to ALARM again."));
        }

        return null;
    }

    private static void Attach(Deciding deciding, FailoverPlan? plan, IReadOnlyList<RunRecord> runs, IReadOnlyList<DrillFact>? drills)
    {
        if (plan is not null)
        {
            deciding.EmitAsBot(new IncidentEvent.PlanAttached(Turning.Facing(plan, deciding.Service), runs) { Drills = drills });
        }
    }
}
