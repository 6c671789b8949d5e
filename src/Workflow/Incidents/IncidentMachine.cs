using Stateless;
using Stateless.Graph;

namespace IncidentBot.Workflow.Incidents;

/// <summary>The table of incident phases. It answers what may happen now; it performs nothing.</summary>
public static class IncidentMachine
{
    /// <summary>Whether a trigger may fire in a phase.</summary>
    public static bool May(IncidentPhase phase, IncidentTrigger trigger) => Table(phase).CanFire(trigger);

    /// <summary>The phase after a trigger; throws if it may not fire.</summary>
    public static IncidentPhase After(IncidentPhase phase, IncidentTrigger trigger)
    {
        var table = Table(phase);
        table.Fire(trigger);
        return table.State;
    }

    /// <summary>The table as a Mermaid state diagram.</summary>
    public static string Diagram() => MermaidGraph.Format(Table(IncidentPhase.Declared).GetInfo());

    private static StateMachine<IncidentPhase, IncidentTrigger> Table(IncidentPhase phase)
    {
        var table = new StateMachine<IncidentPhase, IncidentTrigger>(phase);
        table.Configure(IncidentPhase.Declared)
            .Permit(IncidentTrigger.Investigate, IncidentPhase.Investigating)
            .Permit(IncidentTrigger.Mitigate, IncidentPhase.Mitigating)
            .Permit(IncidentTrigger.FalseAlarm, IncidentPhase.Closed)
            .Permit(IncidentTrigger.Merge, IncidentPhase.Closed);
        table.Configure(IncidentPhase.Investigating)
            .Permit(IncidentTrigger.Mitigate, IncidentPhase.Mitigating)
            .Permit(IncidentTrigger.Monitor, IncidentPhase.Monitoring)
            .Permit(IncidentTrigger.Resolve, IncidentPhase.Resolved)
            .Permit(IncidentTrigger.FalseAlarm, IncidentPhase.Closed)
            .Permit(IncidentTrigger.Merge, IncidentPhase.Closed);
        table.Configure(IncidentPhase.Mitigating)
            .Permit(IncidentTrigger.Investigate, IncidentPhase.Investigating)
            .Permit(IncidentTrigger.Monitor, IncidentPhase.Monitoring)
            .Permit(IncidentTrigger.Resolve, IncidentPhase.Resolved)
            .Permit(IncidentTrigger.FalseAlarm, IncidentPhase.Closed)
            .Permit(IncidentTrigger.Merge, IncidentPhase.Closed);
        table.Configure(IncidentPhase.Monitoring)
            .Permit(IncidentTrigger.Investigate, IncidentPhase.Investigating)
            .Permit(IncidentTrigger.Mitigate, IncidentPhase.Mitigating)
            .Permit(IncidentTrigger.Resolve, IncidentPhase.Resolved)
            .Permit(IncidentTrigger.Merge, IncidentPhase.Closed);
        table.Configure(IncidentPhase.Resolved)
            .Permit(IncidentTrigger.Reopen, IncidentPhase.Investigating)
            .Permit(IncidentTrigger.Close, IncidentPhase.Closed);
        return table;
    }
}
