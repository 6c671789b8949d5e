using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Rules;

/// <summary>What a rule says an alarm is about. <paramref name="Rule"/> is its place in the list, from 0.</summary>
internal sealed record AlarmMatch(string Service, string? Plan, Severity Severity, int Rule);
