using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>How long the whole remaining run will take: median and 90th percentile of resampled recorded runs, or the plan's estimate.</summary>
/// <param name="P50">The median, or the plan's own estimate when nothing was recorded.</param>
/// <param name="P90">Never below <paramref name="P50"/>; null when it rests on the plan's estimate, which has no spread.</param>
public sealed record Eta(TimeSpan P50, TimeSpan? P90, Basis Basis)
{
    private const int Resamples = 1000;

    /// <summary>The range of the steps that are left, from recorded runs of this failure mode in which each of them ran.</summary>
    /// <remarks>
    /// A run is drawn whole, as the total of its remaining steps, so that steps that are slow together stay together; percentiles of
    /// steps do not add up. Each of 1,000 resamples (n totals out of n, with replacement) gives a plain nearest-rank p50 and p90,
    /// and their medians are the answer: with single draws it would hang on the seed whenever the rank falls between two runs.
    /// </remarks>
    /// <param name="stepsLeft">Ids of steps of the plan, in any order; a step that runs now counts whole.</param>
    /// <param name="seed">From <see cref="Seed.From"/>: the same seed gives the same range.</param>
    /// <exception cref="ArgumentException">A step is not in the plan.</exception>
    public static Eta Remaining(
        FailoverPlan plan, IReadOnlyCollection<string> stepsLeft, IReadOnlyList<RunRecord> runs, FailureMode mode, ulong seed)
    {
        var left = stepsLeft.Distinct().ToList();
        if (left.Find(id => plan.Step(id) is null) is { } stranger)
        {
            throw new ArgumentException($"The plan of {plan.Service} has no step '{stranger}'.", nameof(stepsLeft));
        }

        var comparable = runs.Where(r => r.Mode == mode && r.Total(left) is not null).ToList();
        var basis = Basis.Of(comparable, null);
        if (comparable.Count == 0)
        {
            return new Eta(TimeSpan.FromTicks(left.Sum(id => plan.Step(id)!.Estimate.Ticks)), null, basis);
        }

        TimeSpan[] totals = [.. comparable.Select(r => r.Total(left)!.Value).Order()];
        var (p50, p90) = Resample(totals.Length, seed);
        return new Eta(totals[p50], totals[p90], basis);
    }

    // In positions of the sorted totals: counting them is cheaper than sorting every resample.
    private static (int P50, int P90) Resample(int n, ulong seed)
    {
        var random = new SplitMix64(seed);
        var drawn = new int[n];
        var (medians, nineties) = (new int[n], new int[n]);
        var (rank50, rank90) = (Quantiles.Rank(n, 0.50m), Quantiles.Rank(n, 0.90m));
        for (var i = 0; i < Resamples; i++)
        {
            Array.Clear(drawn);
            for (var j = 0; j < n; j++)
            {
                drawn[random.Below(n)]++;
            }

            medians[Position(drawn, rank50)]++;
            nineties[Position(drawn, rank90)]++;
        }

        var middle = Quantiles.Rank(Resamples, 0.50m);
        return (Position(medians, middle), Position(nineties, middle));
    }

    private static int Position(int[] counts, int rank)
    {
        var position = 0;
        for (var seen = counts[0]; seen < rank; seen += counts[position])
        {
            position++;
        }

        return position;
    }
}
