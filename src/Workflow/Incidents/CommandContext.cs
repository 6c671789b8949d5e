using IncidentBot.Workflow.Approvals;

namespace IncidentBot.Workflow.Incidents;

/// <summary>What comes in with a command: the time (UTC), who acts, and the people the directory knows just now.</summary>
public sealed record CommandContext(DateTimeOffset Now, Actor Actor, Roster People);

/// <summary>What a command is decided on: the incident and its service's stream, each at a version.</summary>
public sealed record Situation(Incident Incident, ServiceRecord Service);

/// <summary>What came of a command: events to append to both streams at once, and why it was refused, if it was.</summary>
/// <remarks>A refusal may come with events: what time alone had changed, or the record of a refused press.</remarks>
public sealed record Decision(
    IReadOnlyList<IncidentEvent> Events, IReadOnlyList<ServiceEvent> ServiceEvents, Refusal? Refusal, Situation After);
