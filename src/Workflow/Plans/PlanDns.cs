namespace IncidentBot.Workflow.Plans;

/// <summary>How users are moved.</summary>
public enum TrafficShift
{
    Dns,
    Ip,
}

/// <summary>How users find the serving region, and how fast they leave the old one.</summary>
/// <param name="Ttl">How long resolvers may keep the record; zero for a shift at IP level.</param>
/// <param name="Shift">At IP level (an anycast address, a router) nobody keeps an old answer, and there is no tail.</param>
/// <param name="Stale">The share that still holds the old answer after each TTL, 0 to 1: the forecast's assumption. Default 0.37, which is 1/e.</param>
/// <param name="OldShare">The reading that measures the share of requests still on the old region; null if none does.</param>
public sealed record PlanDns(TimeSpan Ttl, TrafficShift Shift, decimal Stale, string? OldShare);
