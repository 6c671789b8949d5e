using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings;

/// <summary>No number of a source breaks the fold, the clocks or the log: the whole bot goes on, and a good sample is taken up again.</summary>
public sealed class HostileLagTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Outside outside = null!;

    public async ValueTask InitializeAsync() => outside = await Outside.Start(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await outside.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("999999999999")]
    [InlineData("922337203685.4775807")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("1e300")]
    [InlineData("-1")]
    [InlineData("123456789.123456789123456789")]
    public async Task A_hostile_lag_is_survived(string lag)
    {
        var value = lag;
        outside.On("readings/lag", (http, apply) =>
            Outside.Says(200, body: $$"""{"value":{{Volatile.Read(ref value)}},"sampledAt":"{{DateTimeOffset.UtcNow:O}}"}""")(http, apply));
        var plan = SmallPlan.Of(outside) with { Readings = [ReadingPlan.Http("lag", outside.Url("readings/lag"), ReadingUnit.Seconds)] };
        await using (var bot = await RunningBot.Start(folder.Path, plan))
        {
            await bot.Declared();
            var hostile = await bot.Until(i => i.Readings.ContainsKey("lag"), "sampled");
            _ = (Outlook.LossAt(hostile, DateTimeOffset.UtcNow), Outlook.SuggestedCeiling(hostile, DateTimeOffset.UtcNow), Deadlines.Next(hostile));
            Volatile.Write(ref value, "3");
            await bot.Until(i => i.Readings["lag"].Value == 3, "sampled well again");
        }

        // The log folds anew.
        await using var next = await RunningBot.Start(folder.Path, plan, runs: false);
        var incident = await next.Until(i => i.RecoveryPoint is not null, "folded again");
        Assert.InRange(DateTimeOffset.UtcNow - incident.RecoveryPoint!.At, TimeSpan.Zero, TimeSpan.FromMinutes(10));
    }
}
