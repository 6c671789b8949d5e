namespace IncidentBot.Workflow.Decisions;

/// <summary>The newest write of the primary known to be on the target, <c>R = max(t_s - L)</c> over all lag samples; it never moves back.</summary>
/// <param name="At">R, in UTC.</param>
/// <param name="SampledAt">When the sample that gave R was taken.</param>
/// <param name="LastSampleAt">When the newest lag sample of all was taken; its age is shown, and never disqualifies it.</param>
public sealed record RecoveryPoint(DateTimeOffset At, DateTimeOffset SampledAt, DateTimeOffset LastSampleAt)
{
    /// <summary>The recovery point after one more sample; a negative lag counts for nothing.</summary>
    public static RecoveryPoint? After(RecoveryPoint? before, DateTimeOffset sampledAt, TimeSpan lag)
    {
        if (lag < TimeSpan.Zero)
        {
            return before;
        }

        var at = sampledAt - lag;
        return before is null ? new RecoveryPoint(at, sampledAt, sampledAt)
            : at > before.At ? new RecoveryPoint(at, sampledAt, Later(sampledAt, before.LastSampleAt))
            : before with { LastSampleAt = Later(sampledAt, before.LastSampleAt) };
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>How much time of writes would be missing after a promotion: <c>E = max(0, edge - R)</c> over the window [R, edge].</summary>
/// <param name="Edge">The earliest of now, fence verified, and primary proven dead (UTC).</param>
/// <param name="Growing">True while neither fence nor death stops it: it then grows one second a second between samples.</param>
public sealed record Exposure(DateTimeOffset From, DateTimeOffset Edge, bool Growing, DateTimeOffset SampledAt)
{
    public TimeSpan Span => Edge > From ? Edge - From : TimeSpan.Zero;

    /// <summary>The exposure at <paramref name="now"/>; null only when lag was never sampled.</summary>
    public static Exposure? At(RecoveryPoint? point, DateTimeOffset now, DateTimeOffset? fencedAt, DateTimeOffset? deadAt)
    {
        if (point is null)
        {
            return null;
        }

        var stop = fencedAt is null || deadAt < fencedAt ? deadAt : fencedAt;
        var stopped = stop is not null && stop <= now;
        return new Exposure(point.At, stopped ? stop!.Value : now, !stopped, point.LastSampleAt);
    }
}
