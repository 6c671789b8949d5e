using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>How long an earlier failover of the same plan took, as its log tells: the sample behind ETA and the latest decision time.</summary>
/// <param name="Steps">Wall time of each step that ran, from its first start to its success.</param>
/// <param name="Approval">From the proposal to the last approval.</param>
public sealed record RunRecord(
    string Incident, FailureMode Mode, DateTimeOffset At, TimeSpan Approval, IReadOnlyDictionary<string, TimeSpan> Steps);
