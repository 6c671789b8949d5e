using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Drills: the same machine, roles, gates, approvals and press on a plan without one real action, in a service record of their own.</summary>
internal static class Drilling
{
    private const string Mark = "DRILL. This is an exercise.\n\n";

    internal static Refusal? Begin(Deciding deciding, IncidentCommand.BeginDrill command)
    {
        if (deciding.Service.OpenIncident is { } open)
        {
            return Refusal.Because("drill-open", $"A drill of {command.Service} is under way: {open}.", "Join its room, or `close` it there.");
        }

        if (command.Plan is not { } plan)
        {
            return Refusal.Because("no-plan", $"There is no failover plan for {command.Service}: nothing can be rehearsed.", "A plan is one YAML file in the plans folder.");
        }

        if (command.Mode == FailureMode.Unknown)
        {
            return Refusal.Because("no-mode", "A drill rehearses one failure mode.", $"`drill {command.Service} region-loss`");
        }

        deciding.Emit(new IncidentEvent.Declared(command.Incident, command.Service, Severity.Sev1, $"rehearsal of {Words.Of(command.Mode)}", deciding.Now) { Drill = command.Mode });
        deciding.Emit(new ServiceEvent.IncidentOpened(command.Incident));
        deciding.EmitAsBot(new IncidentEvent.PlanAttached(Rehearsal.Of(plan), command.Runs) { Drills = command.Drills });
        deciding.EmitAsBot(new IncidentEvent.ModeClassified(command.Mode, FailureMode.Unknown, "It is the drill's scenario."));
        if (deciding.People.Find(deciding.Actor.Person)?.MayTake(Role.Commander) == true)
        {
            deciding.Emit(new IncidentEvent.RoleTaken(Role.Commander, deciding.Actor.Person, deciding.Actor.Name));
        }

        return null;
    }

    internal static Refusal? NoteReal(Deciding deciding, IncidentCommand.NoteRealIncident command)
    {
        if (!deciding.Incident.IsDrill)
        {
            return Refusal.Because("no-drill", $"{deciding.Incident.Id} is no drill.");
        }

        if (!deciding.Incident.RealIncidents.Contains(command.Incident))
        {
            deciding.Emit(new IncidentEvent.RealIncidentOpened(command.Incident, command.Severity, command.Summary));
        }

        return null;
    }

    /// <summary>A drill ends at any moment: nothing of it is in production. What came of it is recorded with it.</summary>
    internal static Refusal? Close(Deciding deciding, IncidentCommand.Close command)
    {
        var incident = deciding.Incident;
        var done = WhyNot(deciding);
        if (done is not null && string.IsNullOrWhiteSpace(command.Reason))
        {
            return Refusal.Because("no-reason", $"The drill is not done: {done}", "`close because ...` stops it all the same; it then counts as not succeeded.");
        }

        var failover = incident.Failover;
        deciding.Emit(new IncidentEvent.DrillMeasured(
            incident.Drill!.Value, done is null, done ?? "Service was verified at the target.",
            incident.DetectedAt - incident.ImpactStart, failover.CommittedAt - incident.DetectedAt, failover.RestoredAt - failover.CommittedAt,
            failover.Steps.Where(s => s is { Status: StepStatus.Done, FirstStartedAt: not null, EndedAt: not null })
                .ToDictionary(s => s.Step, s => s.EndedAt!.Value - s.FirstStartedAt!.Value)));
        deciding.Emit(new IncidentEvent.Closed(command.Reason));
        if (deciding.Service.FailoverOf == incident.Id)
        {
            deciding.Emit(new ServiceEvent.FailoverEnded(incident.Id, "drill-closed", null));
        }

        deciding.Emit(new ServiceEvent.IncidentEnded(incident.Id));
        return null;
    }

    /// <summary>Refuses the ends that only a real incident has; null for one.</summary>
    internal static Refusal? OnlyCloses(Deciding deciding) =>
        deciding.Incident.IsDrill ? Refusal.Because("drill", "A drill is neither a false alarm nor part of an incident.", "`close` ends it.") : null;

    /// <summary>A text for people, with the mark of a drill before it where it belongs to one and does not say so itself.</summary>
    internal static string Marked(Incident incident, string text) =>
        incident.IsDrill && !text.StartsWith("DRILL", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(text) ? Mark + text : text;

    /// <summary>Why the drill has not succeeded (yet); null if it has: service was verified at the target, or all of the mode's own work was done.</summary>
    private static string? WhyNot(Deciding deciding)
    {
        var incident = deciding.Incident;
        if (incident.Mode != incident.Drill)
        {
            return $"the scenario is {Words.Of(incident.Drill!.Value)}, and the incident was classified as {Words.Of(incident.Mode)}.";
        }

        if (Outlook.TasksAt(deciding.Situation, deciding.Now) is { Count: > 0 } tasks)
        {
            return tasks.Count(t => t.Done is null) is > 0 and var left ? FormattableString.Invariant($"{left} of {tasks.Count} tasks are open.") : null;
        }

        return incident.Failover.State is FailoverState.Restored or FailoverState.Reconciled
            ? null
            : $"the failover is {Words.Of(incident.Failover.State)}, not restored.";
    }
}
