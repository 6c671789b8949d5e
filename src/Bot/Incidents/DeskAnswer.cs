using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Incidents;

/// <summary>What came of a command: the events that are durable now, the state after them, and every reason if it was refused.</summary>
internal sealed record DeskAnswer(Situation Situation, IReadOnlyList<IncidentEvent> Events, Refusal? Refusal)
{
    internal Incident Incident => Situation.Incident;
}
