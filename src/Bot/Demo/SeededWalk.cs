namespace IncidentBot.Demo;

/// <summary>
/// A random walk that is drawn back to its mean and stays between half and one and a half times it. The same seed gives
/// the same walk. Not thread-safe.
/// </summary>
internal sealed class SeededWalk
{
    private const double Pull = 0.02;

    private readonly Random _random;
    private readonly double _mean;
    private readonly double _roughness;
    private double _value;

    /// <param name="seed">Decides every value.</param>
    /// <param name="mean">Where the walk is drawn to; the start lies within a quarter of it.</param>
    /// <param name="roughness">The largest single step, as a share of the mean.</param>
    public SeededWalk(int seed, double mean, double roughness)
    {
        _random = new Random(seed);
        _mean = mean;
        _roughness = roughness;
        _value = mean * (0.75 + (0.5 * _random.NextDouble()));
    }

    public double Next()
    {
        var step = _mean * _roughness * ((2 * _random.NextDouble()) - 1);
        _value = Math.Clamp(_value + (Pull * (_mean - _value)) + step, 0.5 * _mean, 1.5 * _mean);
        return _value;
    }
}
