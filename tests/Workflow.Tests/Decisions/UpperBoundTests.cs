using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Decisions;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class UpperBoundTests
{
    // Confidence that the k-th largest of n covers p90 = 1 - sum over j < k of C(n, j) * 0.1^j * 0.9^(n-j).
    //   n = 1:   1 - 0.9 = 0.1
    //   n = 10:  1 - 0.9^10 = 1 - 0.3486784401
    //   n = 21:  1 - 0.9^21 = 1 - 0.1094189891 (under 0.9);  n = 22: 1 - 0.0984770902
    //   n = 37:  max 1 - 0.0202755596; second 1 - 0.0202755596 - 37 * 0.1 * 0.9^36 = 1 - 0.0202755596 - 0.0833550785 = 0.8963 (under 0.9)
    //   n = 38:  second 1 - 0.0182480037 - 38 * 0.1 * 0.0202755596 = 1 - 0.0182480037 - 0.0770471265
    //   n = 51:  second 1 - 0.0046383977 - 51 * 0.1 * 0.0051537752 = 1 - 0.0046383977 - 0.0262842535
    //   n = 52:  third 1 - 0.0041745579 - 52 * 0.1 * 0.0046383977 - 1326 * 0.01 * 0.0051537752
    //                = 1 - 0.0041745579 - 0.0241196681 - 0.0683390591
    [Theory]
    [InlineData(1, 1, "0.1")]
    [InlineData(2, 1, "0.19")]
    [InlineData(10, 1, "0.651321")]
    [InlineData(21, 1, "0.890581")]
    [InlineData(22, 1, "0.901522")]
    [InlineData(37, 1, "0.979724")]
    [InlineData(38, 2, "0.904704")]
    [InlineData(51, 2, "0.969077")]
    [InlineData(52, 3, "0.903366")]
    [InlineData(64, 3, "0.961092")]
    [InlineData(65, 4, "0.900447")]
    public void The_rank_and_its_confidence_follow_the_binomial(int n, int fromTop, string confidence)
    {
        var bound = UpperBound.OfP90(Shuffled(n))!;

        Assert.Equal(TimeSpan.FromSeconds(n - fromTop + 1), bound.Value);
        Assert.Equal(decimal.Parse(confidence, CultureInfo.InvariantCulture), bound.Confidence);
    }

    [Fact]
    public void No_value_gives_no_bound() => Assert.Null(UpperBound.OfP90([]));

    [Fact]
    public void From_22_on_the_bound_covers_p90_in_at_least_nine_of_ten_cases_and_the_next_smaller_value_does_not()
    {
        for (var n = UpperBound.EnoughForNinety; n <= 400; n++)
        {
            var bound = UpperBound.OfP90(Shuffled(n))!;
            var fromTop = n + 1 - (int)bound.Value.TotalSeconds;

            Assert.True(CoversNinety(n, fromTop), $"n = {n}: the {fromTop}. largest covers p90 too rarely");
            Assert.False(CoversNinety(n, fromTop + 1), $"n = {n}: the {fromTop + 1}. largest would do");
            Assert.InRange(bound.Confidence, 0.9m, 1m);
        }
    }

    [Fact]
    public void Below_22_the_maximum_says_that_it_is_worth_less_than_ninety_percent()
    {
        for (var n = 1; n < UpperBound.EnoughForNinety; n++)
        {
            var bound = UpperBound.OfP90(Shuffled(n))!;

            Assert.Equal(TimeSpan.FromSeconds(n), bound.Value);
            Assert.True(bound.Confidence < 0.9m);
        }
    }

    [Fact]
    public void The_bound_is_never_below_the_plain_90th_percentile() =>
        Prop.ForAll(
            Gen.NonEmptyListOf(Sample.Spans(900)).Select(spans => spans.ToList()).ToArbitrary(),
            spans => UpperBound.OfP90(spans)!.Value >= Quantiles.Of(spans, 0.9m)).QuickCheckThrowOnFailure();

    // The upper tail, summed on its own: P(Bin(n, 0.1) >= k) = sum over j >= k of C(n, j) * 9^(n-j) / 10^n.
    private static bool CoversNinety(int n, int k)
    {
        BigInteger choose = 1, tail = 0;
        for (var j = n; j >= k; j--)
        {
            tail += choose * BigInteger.Pow(9, n - j);
            choose = choose * j / (n - j + 1);
        }

        return tail * 10 >= BigInteger.Pow(10, n) * 9;
    }

    private static List<TimeSpan> Shuffled(int n) =>
        [.. Enumerable.Range(1, n).OrderBy(i => i * 7919 % 1009).Select(i => TimeSpan.FromSeconds(i))];
}
