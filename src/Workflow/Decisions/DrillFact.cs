using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>A drill of the service that ended: of which failure mode, when (UTC), and whether service was verified at the target.</summary>
public sealed record DrillFact(FailureMode Mode, DateTimeOffset At, bool Succeeded);
