namespace IncidentBot.Workflow.Plans;

/// <summary>A user's path whose latency the move changes: p95 now, what the other region adds, and the budget.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens: "static", "api", "checkout".</param>
/// <param name="P95">The 95th percentile from the primary.</param>
/// <param name="Added">What the round trip to the target takes longer; negative where the target is nearer.</param>
/// <param name="Budget">The most that p95 may be after the move.</param>
public sealed record PlanPath(string Name, PathTime P95, PathTime Added, TimeSpan Budget);

/// <summary>A time that the plan states, or a reading in seconds that measures it: exactly one of the two.</summary>
public sealed record PathTime(TimeSpan? Stated, string? Reading);
