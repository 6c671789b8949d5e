using IncidentBot.Workflow.Decisions.Explaining;
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
        FailoverPlan plan, IReadOnlyCollection<string> stepsLeft, IReadOnlyList<RunRecord> runs, FailureMode mode, ulong seed) =>
        RemainingWith(plan, stepsLeft, [], runs, mode, seed).Whole;

    /// <summary>The range of the steps that are left, and the median that some of them take in the same runs: never more than the whole's.</summary>
    /// <param name="part">Some of <paramref name="stepsLeft"/>.</param>
    public static (Eta Whole, TimeSpan Part) RemainingWith(
        FailoverPlan plan, IReadOnlyCollection<string> stepsLeft, IReadOnlyCollection<string> part, IReadOnlyList<RunRecord> runs, FailureMode mode, ulong seed)
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
            return (new Eta(Estimates(plan, left), null, basis), Estimates(plan, part));
        }

        TimeSpan[] totals = [.. comparable.Select(r => r.Total(left)!.Value).Order()];
        var (p50, p90) = Resample(totals.Length, seed);
        return (new Eta(totals[p50], totals[p90], basis), comparable.Select(r => r.Total(part)!.Value).Order().ElementAt(p50));
    }

    /// <summary>How p50 came about; p90 comes about in the same way.</summary>
    /// <param name="stepsLeft">As for <see cref="Remaining"/>.</param>
    public Explanation Explain(FailoverPlan plan, IReadOnlyCollection<string> stepsLeft, FailureMode mode, DateTimeOffset now)
    {
        const string title = "How long the steps that are left take, as a whole";
        if (Basis.Recorded > 0 && P90 is { } p90)
        {
            return Explanation.Of("ETA", title, Amounts.Span("p50 of whole runs", P50, Basis.Words(mode, now), Basis.NewestAt), $"{Durations.Text(P50)} to {Durations.Text(p90)}",
                $"p90 = {Amounts.Exact(p90)} of the same runs.",
                $"{Resamples:#,0} resamples of whole runs, seeded by the incident's id; plain quantiles by nearest rank, never a sum of percentiles of steps.");
        }

        var left = stepsLeft.Distinct().Select(id => Amounts.Span(id, plan.Step(id)!.Estimate, "the plan's own estimate")).ToList();
        Term sum = left.Count == 0 ? Amounts.Span("nothing left", TimeSpan.Zero, "the log") : left[0];
        sum = left.Skip(1).Aggregate(sum, (all, step) => all + step);
        return Explanation.Of("ETA", title, sum, $"about {Durations.Text(P50)}", $"An estimate of the plan, with no spread: {Basis.Words(mode, now)}.");
    }

    private static TimeSpan Estimates(FailoverPlan plan, IEnumerable<string> steps) =>
        TimeSpan.FromTicks(steps.Distinct().Sum(id => plan.Step(id)!.Estimate.Ticks));

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
