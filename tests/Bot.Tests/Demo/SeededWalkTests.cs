using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Bot.Tests.Demo;

public sealed class SeededWalkTests
{
    [Fact]
    public void The_same_seed_walks_the_same_way_and_another_seed_another() =>
        Assert.Multiple(
            () => Assert.Equal(Walk(7), Walk(7)),
            () => Assert.NotEqual(Walk(7), Walk(8)));

    [Fact]
    public void A_walk_varies_and_stays_between_half_and_one_and_a_half_times_its_mean() =>
        Assert.All(Enumerable.Range(0, 50), seed =>
        {
            var walk = Walk(seed);
            Assert.All(walk, value => Assert.InRange(value, 50, 150));
            Assert.True(walk.Max() - walk.Min() > 5);
        });

    private static List<double> Walk(int seed)
    {
        var walk = new SeededWalk(seed, 100, 0.09);
        return [.. Enumerable.Range(0, 500).Select(_ => walk.Next())];
    }
}
