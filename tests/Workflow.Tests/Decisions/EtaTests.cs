using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class EtaTests
{
    private static readonly string[] All = ["fence", "promote", "probe"];

    [Fact]
    public void One_run_is_the_whole_range() =>
        Assert.Equal(
            new Eta(Sample.Minutes(11), Sample.Minutes(11), new Basis(1, null, Sample.Noon.AddDays(-1))),
            Remaining(["promote", "probe"], 1, Sample.Run(5, 9, 2)));

    [Fact]
    public void Whole_runs_are_drawn_and_never_percentiles_of_steps_added()
    {
        // In each of ten runs one of two steps is slow and the other fast: every total is 1 + 10 + 0 = 11 min, while p90 of each step
        // alone is 10, so that a sum of step percentiles would say 20.
        var runs = Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? Sample.Run(10, 1, 0) : Sample.Run(1, 10, 0)).ToArray();

        var eta = Remaining(All, 7, runs);

        Assert.Equal((Sample.Minutes(11), Sample.Minutes(11)), (eta.P50, eta.P90!.Value));
    }

    [Fact]
    public void The_range_of_ten_runs_is_their_fifth_and_ninth_whatever_the_seed()
    {
        // Totals 1..10 min. Nearest rank: ceil(0.5 * 10) = 5 and ceil(0.9 * 10) = 9. A resample's 5th is at most the 5th total with
        // P(Bin(10, 0.5) >= 5) = 0.62, at most the 4th with 0.37, so the median of resamples is the 5th; the 9th likewise (0.74, 0.38).
        var runs = Enumerable.Range(1, 10).Select(i => Sample.Run(0, i, 0)).ToArray();

        foreach (var seed in Enumerable.Range(1, 50).Select(i => Seed.From($"event-{i}")))
        {
            var eta = Remaining(All, seed, runs);
            Assert.Equal((Sample.Minutes(5), Sample.Minutes(9)), (eta.P50, eta.P90!.Value));
        }
    }

    [Fact]
    public void Without_runs_the_plans_estimate_stands_and_has_no_spread() =>
        Assert.Equal(new Eta(Sample.Minutes(4 + 2), null, new Basis(0, null, null)), Remaining(["promote", "probe"], 1));

    [Fact]
    public void Runs_of_another_mode_or_without_a_remaining_step_do_not_count()
    {
        var run = Sample.Run(1, 9, 2);
        var partial = run with { Steps = run.Steps.Where(s => s.Key != "fence").ToDictionary() };

        Assert.Equal(0, Remaining(All, 1, run with { Mode = FailureMode.NetworkPartition }, partial).Basis.Recorded);
        Assert.Equal(1, Remaining(["promote"], 1, partial).Basis.Recorded);
    }

    [Fact]
    public void A_step_named_twice_counts_once() =>
        Assert.Equal(Remaining(["promote"], 1, Sample.Run(1, 9, 2)), Remaining(["promote", "promote"], 1, Sample.Run(1, 9, 2)));

    [Fact]
    public void Nothing_left_takes_no_time() =>
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (Remaining([], 1, Sample.Run(1, 9, 2)).P50, Remaining([], 1, Sample.Run(1, 9, 2)).P90!.Value));

    [Fact]
    public void A_step_that_is_not_in_the_plan_is_refused() =>
        Assert.Contains("no step 'fly'", Assert.Throws<ArgumentException>(() => Remaining(["fly"], 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_range_is_ordered_observed_and_the_same_for_the_same_seed() =>
        Prop.ForAll(
            (from runs in Sample.Runs(30)
             from left in Gen.SubListOf(All)
             from seed in Gen.Choose(int.MinValue, int.MaxValue)
             select (Runs: runs, Left: left.ToArray(), Seed: unchecked((ulong)seed * 0x9E3779B97F4A7C15))).ToArbitrary(),
            given =>
            {
                var eta = Remaining(given.Left, given.Seed, [.. given.Runs]);
                var totals = given.Runs.Select(r => r.Total(given.Left)!.Value).ToHashSet();
                return eta.P50 <= eta.P90 && totals.Contains(eta.P50) && totals.Contains(eta.P90!.Value)
                    && eta == Remaining(given.Left, given.Seed, [.. Enumerable.Reverse(given.Runs)]);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_seed_alone_decides_where_the_runs_leave_it_open()
    {
        // With 200 runs the median of resamples falls on either of two neighbouring totals, as the seed has it.
        var runs = Enumerable.Range(1, 200).Select(i => Sample.Run(0, i, 0)).ToArray();
        var seeds = Enumerable.Range(1, 40).Select(i => Seed.From($"event-{i}")).ToList();

        var first = seeds.Select(s => Remaining(All, s, runs)).ToList();

        Assert.Equal(first, seeds.Select(s => Remaining(All, s, runs)));
        Assert.NotEqual(1, first.Distinct().Count());
    }

    [Fact]
    public void A_seed_is_the_first_eight_bytes_of_the_hash()
    {
        // SHA-256("abc") = ba7816bf 8f01cfea ... (FIPS 180-2, B.1)
        Assert.Equal(0xba7816bf8f01cfeaUL, Seed.From("abc"));
    }

    [Fact]
    public void The_sequence_is_that_of_SplitMix64()
    {
        // Reference values for seed 1234567, as published with other implementations.
        var random = new SplitMix64(1234567);
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.Next()).ToArray());
    }

    [Fact]
    public void Draws_reach_every_position_about_equally_often()
    {
        // 7,000 draws of 7: each expected 1,000 times with a standard deviation of 29; 150 is over five of them, at a fixed seed.
        var random = new SplitMix64(42);
        var counts = new int[7];
        for (var i = 0; i < 7000; i++)
        {
            counts[random.Below(7)]++;
        }

        Assert.All(counts, c => Assert.InRange(c, 850, 1150));
    }

    private static Eta Remaining(string[] left, ulong seed, params RunRecord[] runs) =>
        Eta.Remaining(Sample.Plan, left, runs, FailureMode.RegionLoss, seed);
}
