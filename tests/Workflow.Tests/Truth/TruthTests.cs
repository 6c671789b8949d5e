using System.Globalization;
using Xunit;

namespace IncidentBot.Workflow.Tests.Truth;

/// <summary>How often the numbers on the card came true, over simulated failovers. The figures stand in docs/benchmarks.md.</summary>
public sealed class TruthTests(ITestOutputHelper output)
{
    private const int Failovers = 1000;
    private static readonly Lazy<SimulatedFailover.Outcome[]> All = new(() => [.. Enumerable.Range(1, Failovers).AsParallel().AsOrdered().Select(SimulatedFailover.Of)]);

    [Fact]
    public void The_loss_is_within_the_bound_in_99_of_100_failovers_and_would_not_be_within_the_likely_number()
    {
        var lossy = All.Value.Where(o => o.Lost > 0).ToList();
        var (bound, likely) = (Share(lossy, o => o.Lost <= o.Bound), Share(lossy, o => o.Lost <= o.Likely));
        foreach (var (what, some) in new[] { ("all", lossy), ("died", lossy.Where(o => o.Died).ToList()), ("cut off", lossy.Where(o => !o.Died).ToList()) })
        {
            output.WriteLine(Inv($"{what}: {some.Count} lost writes, {some.Sum(o => o.Lost)} in all; within N95 {Share(some, o => o.Lost <= o.Bound):P2}, within N50 {Share(some, o => o.Lost <= o.Likely):P2}; N95 / lost: median {Median(some):0.0}"));
        }


        Assert.InRange(lossy.Count, Failovers * 9 / 10, Failovers);
        Assert.InRange(bound, 0.99, 1);
        Assert.InRange(likely, 0, 0.98);
    }

    [Theory]
    [InlineData(0, "correlated")]
    [InlineData(1, "independent")]
    public void The_run_ends_within_the_ninetieth_percentile_in_85_to_95_of_100_failovers(int half, string steps)
    {
        var outcomes = All.Value.Where((_, i) => (i + 1) % 2 == half).ToList();
        var (nineties, medians) = (Share(outcomes, o => o.Took <= o.P90), Share(outcomes, o => o.Took <= o.P50));
        output.WriteLine(Inv($"steps {steps}, {outcomes.Count} failovers: within p90 {nineties:P1}, within p50 {medians:P1}, between the two {Share(outcomes, o => o.Took > o.P50 && o.Took <= o.P90):P1}"));

        Assert.All(outcomes, o => Assert.InRange(o.Runs, 22, 60));
        Assert.InRange(nineties, 0.85, 0.95);
        Assert.InRange(medians, 0.40, 0.60);
    }

    private static double Share(List<SimulatedFailover.Outcome> all, Func<SimulatedFailover.Outcome, bool> what) => (double)all.Count(what) / all.Count;

    private static double Median(List<SimulatedFailover.Outcome> all) => all.Select(o => (double)o.Bound / o.Lost).Order().ElementAt(all.Count / 2);

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
