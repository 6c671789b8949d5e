using IncidentBot.Workflow.Decisions;

namespace IncidentBot.Workflow.Tests.Truth;

/// <summary>What really happened to one service, second by second: what was written, what had reached the target, and when the primary fell.</summary>
/// <remarks>Seconds count from twenty minutes before the fall; no monitor knows more. Nothing is replicated after it.</remarks>
internal sealed class Life
{
    private const int Before = 1200;
    private const int After = 2400;
    private readonly int[] writes = new int[Before + After];
    private readonly double[] applied = new double[Before + After];
    private readonly double crash;

    internal Life(Chance chance, bool dies)
    {
        Dies = dies;
        crash = Before + chance.Between(0, 1);
        Origin = Some.T0 - TimeSpan.FromSeconds(Before);
        Write(chance, chance.Between(1, 400), dies ? 0 : chance.Between(0, 1.2));
        Replicate(chance, chance.Between(0.2, 15));
    }

    /// <summary>The region is gone, and with it all writes; otherwise it is cut off and goes on taking some.</summary>
    internal bool Dies { get; }

    internal DateTimeOffset Origin { get; }

    internal DateTimeOffset Crash => Origin + TimeSpan.FromSeconds(crash);

    /// <summary>How far the target trails the primary at a moment.</summary>
    internal TimeSpan Lag(DateTimeOffset at)
    {
        var second = (at - Origin).TotalSeconds;
        return TimeSpan.FromSeconds(second - Reached(second));
    }

    /// <summary>The writes that are lost by promoting, when the primary took its last one at <paramref name="stopped"/>.</summary>
    internal long Lost(DateTimeOffset stopped)
    {
        var (from, to) = (Reached(crash), Math.Min((stopped - Origin).TotalSeconds, Dies ? crash : double.MaxValue));
        var lost = 0.0;
        for (var s = (int)from; s < to; s++)
        {
            // Writes of a second are spread evenly over it.
            lost += writes[s] * (Math.Min(s + 1, to) - Math.Max(s, from));
        }

        return (long)Math.Ceiling(lost);
    }

    /// <summary>What a monitor has counted up to a moment, in periods of so many seconds.</summary>
    internal List<WriteBucket> Buckets(DateTimeOffset upTo, int period)
    {
        var buckets = new List<WriteBucket>();
        for (var s = 0; Origin + TimeSpan.FromSeconds(s + period) <= upTo; s += period)
        {
            buckets.Add(new WriteBucket(Origin + TimeSpan.FromSeconds(s), (decimal)writes.AsSpan(s, period).ToArray().Average()));
        }

        return buckets;
    }

    private double Reached(double second) => applied[(int)Math.Min(second, crash)];

    /// <summary>A usual rate that wanders by a third, with bursts of twice to four times as much every ten minutes or so.</summary>
    private void Write(Chance chance, double usual, double left)
    {
        var (wander, burst, factor) = (0.0, 0, 1.0);
        for (var s = 0; s < writes.Length; s++)
        {
            wander = (0.99 * wander) + (0.045 * chance.Normal());
            if (burst-- <= 0 && chance.Happens(1 / 600.0))
            {
                (burst, factor) = (chance.Whole(5, 30), chance.Between(2, 4));
            }

            var alive = s < (int)crash ? 1 : s == (int)crash ? crash - s : left;
            writes[s] = chance.Count(usual * Math.Exp(wander) * (burst > 0 ? factor : 1) * alive);
        }
    }

    /// <summary>A usual lag that wanders by a third, with stalls of up to a minute; what has arrived stays.</summary>
    private void Replicate(Chance chance, double usual)
    {
        var (wander, stall) = (0.0, 0);
        for (var s = 1; s < applied.Length; s++)
        {
            wander = (0.95 * wander) + (0.1 * chance.Normal());
            stall = stall > 0 ? stall - 1 : chance.Happens(1 / 900.0) ? chance.Whole(5, 60) : 0;
            applied[s] = s > crash || stall > 0 ? applied[s - 1] : Math.Max(applied[s - 1], s - (usual * Math.Exp(wander)));
        }
    }
}
