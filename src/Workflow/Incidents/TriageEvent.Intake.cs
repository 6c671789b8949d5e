namespace IncidentBot.Workflow.Incidents;

public abstract partial record TriageEvent
{
    /// <summary>A service is in ALARM for so long that it opened no incident by itself: a person is to declare, or to know.</summary>
    public sealed record AlarmsTooOld(string Service, IReadOnlyList<AlarmTransition> Alarms) : TriageEvent;

    /// <summary>Deliveries on a path were set aside, because no alarm for us could be read in them.</summary>
    /// <param name="Path">The way they came in, such as <c>sqs:eu-west-1</c>.</param>
    /// <param name="Code">The rule that they broke: one of a fixed set.</param>
    /// <param name="Reason">Why, and what to do; outside words in it are capped.</param>
    public sealed record DeliveriesParked(string Path, string Code, string Reason, int Count) : TriageEvent;

    /// <summary>State changes whose notification should have arrived and did not; CloudWatch was asked, and said so.</summary>
    public sealed record DeliveriesLost(IReadOnlyList<AlarmTransition> Alarms) : TriageEvent;

    /// <summary>No heartbeat came in by a path for longer than is expected.</summary>
    /// <param name="LastAt">When the last heartbeat left (UTC); null: none was ever heard.</param>
    /// <param name="Within">The longest silence that is expected.</param>
    public sealed record PathSilent(string Path, DateTimeOffset? LastAt, TimeSpan Within) : TriageEvent;

    /// <summary>Heartbeats come in by a path: for the first time, again after a silence, or still (noted a few times a day).</summary>
    /// <param name="LastAt">When the newest heartbeat left (UTC).</param>
    /// <param name="SilentAt">When the silence that ends here was noted; null: there was none.</param>
    public sealed record PathHeard(string Path, DateTimeOffset LastAt, DateTimeOffset? SilentAt) : TriageEvent;
}
