using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

public abstract partial record IncidentCommand
{
    /// <summary>Opens a drill of one failure mode; refused while the service has another, or has no plan. A person.</summary>
    public sealed record BeginDrill(string Incident, string Service, FailureMode Mode, FailoverPlan? Plan, IReadOnlyList<RunRecord> Runs) : IncidentCommand
    {
        /// <summary>Drills of the service that ended; null: none.</summary>
        public IReadOnlyList<DrillFact>? Drills { get; init; }
    }

    /// <summary>Tells a drill that a real incident of its service is open; once each. The bot.</summary>
    public sealed record NoteRealIncident(string Incident, Severity Severity, string Summary) : IncidentCommand;
}
