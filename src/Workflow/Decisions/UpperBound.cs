using System.Numerics;

namespace IncidentBot.Workflow.Decisions;

/// <summary>A duration that the true 90th percentile does not exceed, and how sure that is.</summary>
/// <param name="Confidence">Probability that the bound covers p90, 0 to 1, rounded down to six places. Below 0.9 while fewer than 22 values are known.</param>
public sealed record UpperBound(TimeSpan Value, decimal Confidence)
{
    /// <summary>Values needed before even the maximum covers p90 with 90 % confidence: 1 - 0.9^22 = 0.9015.</summary>
    public const int EnoughForNinety = 22;

    /// <summary>The smallest value of the sample that covers p90 with 90 % confidence; the maximum, with what it is worth, while none does.</summary>
    /// <remarks>
    /// The k-th largest of n covers p90 exactly when at least k values reach it, each with probability 0.1 or more whatever their
    /// distribution: confidence P(Bin(n, 0.1) >= k). So the maximum serves up to n = 37, the second largest for n = 38 to 51, and so on.
    /// </remarks>
    /// <returns>Null of an empty sample.</returns>
    public static UpperBound? OfP90(IReadOnlyList<TimeSpan> sample)
    {
        if (sample.Count == 0)
        {
            return null;
        }

        var (fromTop, confidence) = RankFromTop(sample.Count);
        return new UpperBound(sample.OrderDescending().ElementAt(fromTop - 1), confidence);
    }

    // Exact: in units of 10^-n, P(Bin(n, 0.1) = j) is the integer C(n, j) * 9^(n-j). Floating point would have to guess near 90 %.
    private static (int FromTop, decimal Confidence) RankFromTop(int n)
    {
        var whole = BigInteger.Pow(10, n);
        var term = BigInteger.Pow(9, n);
        var missed = term;
        var fromTop = 1;
        while (true)
        {
            term = term * (n - fromTop + 1) / (9 * fromTop);
            if ((missed + term) * 10 > whole)
            {
                return (fromTop, (decimal)((whole - missed) * 1_000_000 / whole) / 1_000_000m);
            }

            missed += term;
            fromTop++;
        }
    }
}
