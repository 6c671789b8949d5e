using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace IncidentBot.Bot.Tests;

/// <summary>A machine's clock that somebody sets, under a process that goes on.</summary>
public sealed class SteadyTimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly Machine machine = new();
    private readonly SteadyTime time;

    public SteadyTimeTests() => time = new SteadyTime(machine, NullLogger<SteadyTime>.Instance);

    [Fact]
    public void A_clock_that_is_set_back_stops_nothing_that_waits_for_a_time()
    {
        machine.Passes(TimeSpan.FromMinutes(1));
        Assert.Equal(Noon.AddMinutes(1), time.GetUtcNow());
        machine.Wall -= TimeSpan.FromHours(1);
        Assert.Equal(Noon.AddMinutes(1), time.GetUtcNow());
        machine.Passes(TimeSpan.FromMinutes(30));
        Assert.Equal(Noon.AddMinutes(31), time.GetUtcNow());

        // Set right again: it is the machine's time once more.
        machine.Wall += TimeSpan.FromHours(2);
        Assert.Equal(machine.Wall, time.GetUtcNow());
    }

    [Fact]
    public void A_clock_that_is_set_forward_is_followed_at_once()
    {
        machine.Wall += TimeSpan.FromHours(1);
        Assert.Equal(Noon.AddHours(1), time.GetUtcNow());
    }

    [Fact]
    public void A_time_server_that_moves_the_clock_by_a_moment_is_followed_and_time_never_runs_back_for_it()
    {
        machine.Wall -= TimeSpan.FromMilliseconds(900);
        Assert.Equal(Noon, time.GetUtcNow());
        machine.Passes(TimeSpan.FromSeconds(5));
        Assert.Equal(machine.Wall, time.GetUtcNow());
    }

    private sealed class Machine : TimeProvider
    {
        private long ticks;

        internal DateTimeOffset Wall { get; set; } = Noon;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => ticks;

        internal void Passes(TimeSpan span)
        {
            Wall += span;
            ticks += span.Ticks;
        }
    }
}
