using System.Globalization;
using Xunit;

namespace IncidentBot.Workflow.Tests;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("0", "0 s")]
    [InlineData("0.3", "0.3 s")]
    [InlineData("0.7", "0.7 s")]
    [InlineData("1.1", "1.1 s")]
    [InlineData("2.2", "2.2 s")]
    [InlineData("8.2", "8.2 s")]
    [InlineData("0.0000001", "0.1 s")]
    [InlineData("1.81", "1.9 s")]
    [InlineData("9.95", "10 s")]
    [InlineData("10.1", "11 s")]
    [InlineData("59.0000001", "1 min")]
    [InlineData("725", "12 min 5 s")]
    [InlineData("3599.5", "1 h")]
    [InlineData("7199", "2 h")]
    [InlineData("12000", "3 h 20 min")]
    [InlineData("12001", "3 h 21 min")]
    [InlineData("86399", "1 d")]
    [InlineData("86400", "1 d")]
    [InlineData("90001", "1 d 2 h")]
    [InlineData("172799", "2 d")]
    [InlineData("-1.81", "-1.9 s")]
    [InlineData("-65", "-1 min 5 s")]
    public void A_duration_reads_in_two_units_at_most_and_never_as_less_than_it_is(string seconds, string expected) =>
        Assert.Equal(
            expected,
            Durations.Text(TimeSpan.FromTicks((long)(decimal.Parse(seconds, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond))));

    [Fact]
    public void The_longest_durations_read_too()
    {
        Assert.Equal("10675199 d 3 h", Durations.Text(TimeSpan.MaxValue));
        Assert.Equal("-10675199 d 3 h", Durations.Text(TimeSpan.MinValue));
    }

    [Fact]
    public void A_time_is_in_UTC_wherever_it_comes_from()
    {
        var at = new DateTimeOffset(2026, 3, 14, 1, 6, 35, TimeSpan.FromHours(2));

        Assert.Equal("23:06:35 UTC", Durations.Clock(at));
        Assert.Equal("2026-03-13 23:06:35 UTC", Durations.Stamp(at));
    }
}
