using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings;

public sealed class SamplerTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Outside outside = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        outside = await Outside.Start(Cancel);
        outside.On("readings/x", (http, apply) => Outside.Says(200, body: $$"""{"value":1,"sampledAt":"{{DateTimeOffset.UtcNow:O}}"}""")(http, apply));
    }

    public async ValueTask DisposeAsync()
    {
        await outside.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Readings_are_taken_while_the_incident_is_open_and_again_once_it_is_reopened_or_the_bot_started()
    {
        var plan = SmallPlan.Of(outside) with { Readings = [ReadingPlan.Http("x", outside.Url("readings/x"))] };
        await using (var bot = await RunningBot.Start(folder.Path, plan))
        {
            await bot.Declared();
            await SampledSince(bot, DateTimeOffset.UtcNow);
            await bot.Do(Cast.Maya, new IncidentCommand.MovePhase(IncidentPhase.Investigating));
            await bot.Do(Cast.Maya, new IncidentCommand.Resolve("Over."));
            var version = (await bot.Until(i => i.Phase == IncidentPhase.Resolved, "resolved")).Version;
            await bot.Do(Cast.Maya, new IncidentCommand.Reopen("It is back."));
            Assert.True((await bot.Until(i => i.Phase == IncidentPhase.Investigating, "reopened")).Version > version);
            await SampledSince(bot, DateTimeOffset.UtcNow);
        }

        await using var next = await RunningBot.Start(folder.Path, plan);
        await SampledSince(next, DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task The_region_of_the_configuration_reaches_the_log_with_the_readings()
    {
        var plan = SmallPlan.Of(outside) with { Readings = [ReadingPlan.Http("x", outside.Url("readings/x"))] };
        await using var bot = await RunningBot.Start(folder.Path, plan, region: "eu-central-1");
        await bot.Declared();

        Assert.Null((await bot.Until(i => i.Readings.ContainsKey("x") && i.BotRegion == "eu-central-1", "sampled")).Readings["x"].Problem);
    }

    [Fact]
    public async Task A_source_that_hangs_does_not_make_the_others_rarer_than_its_own_limit()
    {
        outside.On("readings/hangs", Outside.Hangs(applied: false));
        var plan = SmallPlan.Of(outside) with
        {
            Readings = [ReadingPlan.Http("x", outside.Url("readings/x")), ReadingPlan.Http("hangs", outside.Url("readings/hangs"), timeout: TimeSpan.FromSeconds(1))],
        };
        await using var bot = await RunningBot.Start(folder.Path, plan);
        await bot.Declared();
        for (var i = 0; i < 3; i++)
        {
            await SampledSince(bot, DateTimeOffset.UtcNow);
        }

        Assert.Contains("did not answer", (await bot.Until(i => i.Readings.ContainsKey("hangs"), "sampled")).Readings["hangs"].Problem, StringComparison.Ordinal);
    }

    private static Task<Incident> SampledSince(RunningBot bot, DateTimeOffset since) =>
        bot.Until(i => i.Readings.TryGetValue("x", out var reading) && reading.SampledAt > since, "sampled again");
}
