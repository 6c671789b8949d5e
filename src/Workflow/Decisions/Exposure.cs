using IncidentBot.Workflow.Decisions.Explaining;

namespace IncidentBot.Workflow.Decisions;

/// <summary>The newest write of the primary known to be on the target, <c>R = max(t_s - L)</c> over all lag samples; it never moves back.</summary>
/// <param name="At">R, in UTC.</param>
/// <param name="SampledAt">When the sample that gave R was taken.</param>
/// <param name="LastSampleAt">When the newest lag sample of all was taken; its age is shown, and never disqualifies it.</param>
public sealed record RecoveryPoint(DateTimeOffset At, DateTimeOffset SampledAt, DateTimeOffset LastSampleAt)
{
    /// <summary>The recovery point after one more sample; a negative lag counts for nothing.</summary>
    /// <param name="receivedAt">
    /// When the sample reached us. One dated later counts as taken then: the clock of a source that runs ahead would otherwise push R
    /// into the future for good, and hide as much loss as it is ahead.
    /// </param>
    public static RecoveryPoint? After(
        RecoveryPoint? before, DateTimeOffset sampledAt, TimeSpan lag, DateTimeOffset? receivedAt = null)
    {
        if (lag < TimeSpan.Zero)
        {
            return before;
        }

        var taken = (receivedAt < sampledAt ? receivedAt.Value : sampledAt).ToUniversalTime();
        var at = lag > taken - DateTimeOffset.MinValue ? DateTimeOffset.MinValue : taken - lag;
        return before is null ? new RecoveryPoint(at, taken, taken)
            : at > before.At ? new RecoveryPoint(at, taken, Later(taken, before.LastSampleAt))
            : before with { LastSampleAt = Later(taken, before.LastSampleAt) };
    }

    /// <summary>How R came about, from the sample that gave it.</summary>
    /// <param name="source">Who samples the lag.</param>
    public Explanation Explain(string source)
    {
        var point = Amounts.Moment("t_s", SampledAt, source, SampledAt) - Amounts.Span("L", SampledAt - At, source, SampledAt);
        return Explanation.Of("R", "Recovery point, the newest write known to be on the target", point, Amounts.Exact(At),
            "The largest of all samples: it never moves back.");
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>How much time of writes would be missing after a promotion: <c>E = max(0, edge - R)</c> over the window [R, edge].</summary>
/// <param name="From">R (UTC). May lie after the edge once the target has caught up with a fenced primary; the span is then zero.</param>
/// <param name="Edge">The earliest of now, fence verified, and primary proven dead (UTC).</param>
/// <param name="Growing">True while neither fence nor death stops it: it then grows one second a second between samples.</param>
/// <param name="SampledAt">When the newest lag sample was taken; its age is shown.</param>
public sealed record Exposure(DateTimeOffset From, DateTimeOffset Edge, bool Growing, DateTimeOffset SampledAt)
{
    /// <summary>E, never negative.</summary>
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

    /// <summary>How E came about.</summary>
    /// <param name="source">Who samples the lag.</param>
    public Explanation Explain(string source)
    {
        var edge = Amounts.Moment("edge", Edge, Growing ? "now: nothing has stopped writes" : "writes stopped: fenced, or the primary proven dead");
        var span = Term.Max(Amounts.Span("0", TimeSpan.Zero, ""), edge - Amounts.Moment("R", From, $"{source} (`why recovery-point`)", SampledAt));
        return Explanation.Of("E", "Exposure, the time of writes that would be missing", span, Durations.Text(Amounts.Span(span.Value)),
            Growing ? "It grows one second a second until a lag sample shows more or writes stop. Shown rounded up." : "Stopped: from here it only falls. Shown rounded up.");
    }
}
