namespace IncidentBot.Workflow.Decisions;

/// <summary>A value with where it comes from; <paramref name="Problem"/> says why there is none, and what would make it known.</summary>
/// <param name="At">When it was true (UTC); null where it has no age.</param>
public sealed record Input<T>(T? Value, string Source, DateTimeOffset? At, string? Problem)
    where T : struct;

/// <summary>Ways to make an <see cref="Input{T}"/>.</summary>
public static class Input
{
    public static Input<T> Of<T>(T value, string source, DateTimeOffset? at = null)
        where T : struct => new(value, source, at, null);

    public static Input<T> Unknown<T>(string problem)
        where T : struct => new(null, "", null, problem);
}

/// <summary>How many drills of this plan were recorded, and how many of them failed.</summary>
public sealed record DrillTally(int Failed, int Recorded)
{
    /// <summary>Every drill of the service counts, of whatever failure mode: what failed in it may fail in any.</summary>
    public static DrillTally Of(IReadOnlyList<DrillFact> drills) => new(drills.Count(d => !d.Succeeded), drills.Count);
}

/// <summary>What the cost of going and of waiting rests on. Money is not negative; shares are 0 to 1.</summary>
/// <param name="Loss">The loss of a promotion now, and after the wait.</param>
/// <param name="LossPerMinute">r, money per minute while nobody is served.</param>
/// <param name="Affected">f, the share of users affected.</param>
/// <param name="Run">X, the median of what is left of the run.</param>
/// <param name="WritesOff">X_off, the part of X in which nobody can write; at most X.</param>
/// <param name="Failback">What moving back costs.</param>
/// <param name="FailedFailover">C_bad.</param>
/// <param name="Probability">p, that the primary recovers within <paramref name="Recovery"/>.</param>
/// <param name="Recovery">T_rec, at most <paramref name="Wait"/>.</param>
/// <param name="Wait">d, the wait that is weighed.</param>
public sealed record CostInputs(
    (Loss? Now, Loss? Later) Loss, Input<decimal> LossPerMinute, Input<decimal> Affected, Input<TimeSpan> Run, Input<TimeSpan> WritesOff,
    Input<decimal> Failback, Input<decimal> FailedFailover, DrillTally Drills, Input<decimal> Probability, Input<TimeSpan> Recovery,
    TimeSpan Wait, string Currency);
