namespace IncidentBot.Workflow.Tests.Truth;

/// <summary>Random numbers of the shapes that a service's life has; the same seed gives the same life.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random random = new(seed);

    internal double Between(double low, double high) => low + (random.NextDouble() * (high - low));

    internal int Whole(int low, int high) => random.Next(low, high + 1);

    internal bool Happens(double probability) => random.NextDouble() < probability;

    /// <summary>Standard normal, by Box and Muller.</summary>
    internal double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Poisson; by its normal approximation from a mean of 30 on.</summary>
    internal int Count(double mean)
    {
        if (mean >= 30)
        {
            return (int)Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * Normal())));
        }

        var (limit, product, count) = (Math.Exp(-mean), random.NextDouble(), 0);
        while (product > limit)
        {
            product *= random.NextDouble();
            count++;
        }

        return count;
    }
}
