using System.Globalization;
using IncidentBot.Acceptance.Demo;
using Xunit;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>The shipped example against a real pair of PostgreSQL servers under load. INCIDENTBOT_TESTS_PAIR_RUNS is how often each is played (default once), _FIGURES a file that gets a line a run.</summary>
public sealed class PostgresPairTests(ITestOutputHelper output)
{
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("INCIDENTBOT_TESTS_PAIR_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var runs) ? Math.Max(1, runs) : 1;

    public static bool IsThere => PostgresPrograms.AreThere;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(SkipUnless = nameof(IsThere), Skip = PostgresPrograms.Absent)]
    public async Task A_primary_that_is_killed_under_load_loses_no_more_than_was_shown()
    {
        for (var run = 1; run <= Runs; run++)
        {
            await using var stage = await PairStage.Start(run);
            await stage.WarmUp();
            var lost = DateTimeOffset.UtcNow;
            stage.Pair.LosePrimary();
            await stage.ShopFails();
            var journey = await PairJourney.Begin(stage, lost);
            await journey.Freeze();
            await journey.Approved();
            await journey.Prepared();
            await journey.Pressed();
            await Judge($"killed {run}", stage, journey);
        }
    }

    [Fact(SkipUnless = nameof(IsThere), Skip = PostgresPrograms.Absent)]
    public async Task A_primary_that_is_only_paused_and_wakes_up_after_the_promotion_accepts_nothing_more()
    {
        for (var run = 1; run <= Runs; run++)
        {
            await using var stage = await PairStage.Start(100 + run);
            await stage.WarmUp();
            var lost = DateTimeOffset.UtcNow;
            stage.Pair.Primary.Pause();
            await stage.ShopFails();
            var journey = await PairJourney.Begin(stage, lost);
            await journey.Approved();
            await journey.Prepared();
            var awake = Task.Run(() => WakeWhenPromoted(stage), Cancel);
            await journey.Pressed();
            await awake;
            await Judge($"paused {run}", stage, journey);
        }
    }

    [Fact(SkipUnless = nameof(IsThere), Skip = PostgresPrograms.Absent)]
    public async Task An_abort_lets_a_primary_that_was_well_be_written_again_and_what_is_late_from_before_is_refused()
    {
        await using var stage = await PairStage.Start(200);
        await stage.WarmUp();
        var journey = await PairJourney.Begin(stage, DateTimeOffset.UtcNow);
        await journey.Approved();
        await journey.Prepared();
        Assert.Equal("on", stage.Pair.Primary.Ask("SHOW default_transaction_read_only"));
        var old = stage.Router.Highest;

        await journey.Aborted();
        Assert.Equal("off", stage.Pair.Primary.Ask("SHOW default_transaction_read_only"));
        var written = stage.Shop.Acknowledged.Count;
        await Edge.Until("a hundred more orders", () => Task.FromResult(stage.Shop.Acknowledged.Count > written + 100 ? "" : null), Cancel);
        Assert.All(stage.Shop.Acknowledged, o => Assert.Equal(Pair.PrimaryRegion, o.Region));

        // A call of the failover that was aborted, late on its way: nothing of it has an effect.
        foreach (var late in (string[][])[["fence", $"{old}", Pair.PrimaryRegion], ["promote", $"{old}", Pair.TargetRegion], ["route", $"{old}", Pair.TargetRegion]])
        {
            Assert.Equal((late[0], 1), (late[0], await stage.Script(late[0], late[1..])));
        }

        Assert.Equal((1, 1), (await stage.Script("fenced", $"{stage.Router.Highest}", Pair.PrimaryRegion), await stage.Script("promoted", Pair.TargetRegion)));
        Assert.Equal(Pair.PrimaryRegion, stage.Router.State().Active);
        output.WriteLine(await journey.Room.Transcript(Cancel));
    }

    /// <summary>The old primary goes on as if nothing had been, the moment the other takes writes.</summary>
    private static async Task WakeWhenPromoted(PairStage stage)
    {
        await Edge.Until("eu-west-1 is primary", () => Task.FromResult(stage.Pair.Target.Ask("SELECT pg_is_in_recovery()") == "f" ? "" : null), Cancel);
        stage.Pair.Primary.Wake();
        await Edge.Until("us-east-1 answers again", () => Task.FromResult(stage.Pair.Primary.Ask("SELECT pg_is_in_recovery()") == "f" ? "" : null), Cancel);
    }

    private async Task Judge(string run, PairStage stage, PairJourney journey)
    {
        var served = stage.Shop.Acknowledged.Count(o => o.Region == Pair.TargetRegion);
        await Edge.Until("a hundred more orders", () => Task.FromResult(stage.Shop.Acknowledged.Count(o => o.Region == Pair.TargetRegion) > served + 100 ? "" : null), Cancel);
        Assert.Equal(Pair.TargetRegion, stage.Router.State().Active);
        Assert.True(stage.Router.State().Fences[Pair.PrimaryRegion].Fenced);
        var count = await PairCount.Of(stage);
        await journey.Closed(count);
        output.WriteLine(await journey.Room.Transcript(Cancel));
        output.WriteLine(await journey.Room.Card(Cancel));
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{run}: lost {count.Lost.Count} of at most {count.Promised.Bound}, within {count.Window.TotalSeconds:0.0} s of {count.Promised.Exposure.Span.TotalSeconds:0.0} s; committed late {count.CommittedLate.Count}; exported {count.Exported}; "
            + $"acknowledged {stage.Shop.Acknowledged.Count} of {stage.Shop.Sent}; from press {count.FromPress.TotalSeconds:0.0} s, ETA {count.EtaAtPress.P50.TotalSeconds:0.0} s; from impact {count.FromImpact.TotalSeconds:0.0} s");
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("INCIDENTBOT_TESTS_PAIR_FIGURES") is { Length: > 0 } figures)
        {
            await File.AppendAllTextAsync(figures, line + "\n", Cancel);
        }

        Kept(stage, count);
    }

    private static void Kept(PairStage stage, PairCount count)
    {
        // What was shown when it was pressed bounds what was really lost, and dates it.
        Assert.InRange(count.Lost.Count, 0, count.Promised.Bound!.Value);
        Assert.True(count.FirstLostAt is null || count.FirstLostAt > count.Promised.Exposure.From, $"{count.FirstLostAt:O} was lost, and {count.Promised.Exposure.From:O} was said to be safe");
        Assert.True(count.LastLostAt is null || count.LastLostAt <= count.Promised.Exposure.Edge, $"{count.LastLostAt:O} was lost after the edge {count.Promised.Exposure.Edge:O}");
        Assert.True(count.Exported >= count.Lost.Count);

        // Nobody was told of a row that the old primary wrote after the point of no return.
        var acknowledged = stage.Shop.Acknowledged.Select(o => o.Number).ToHashSet();
        Assert.DoesNotContain(count.CommittedLate, row => acknowledged.Contains(row.Number));
        Assert.DoesNotContain(stage.Shop.Acknowledged, o => o.Region == Pair.PrimaryRegion && o.SentAt >= count.PressedAt);
        Assert.True(count.FromImpact <= count.Incident.Plan!.Rto);
    }
}
