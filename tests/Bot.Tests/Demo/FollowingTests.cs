using IncidentBot.Demo;
using IncidentBot.Demo.Edge;
using IncidentBot.Demo.Logs;
using IncidentBot.Demo.Regions;
using Xunit;

namespace IncidentBot.Bot.Tests.Demo;

/// <summary>A region that was left comes back, and the way home is measured.</summary>
public sealed class FollowingTests : IDisposable
{
    private static readonly Uri Upstream = new("http://127.0.0.1:9");

    private readonly Scratch _scratch = new();
    private readonly StandingClock _clock = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_detached_region_neither_writes_nor_replicates_until_it_joins()
    {
        using var region = Open();
        Assert.Equal(("detached", null), (region.State().Role, region.Following));
        Assert.Equal(409, region.Write("a", _clock.Now, probe: false).Status);
        Assert.Equal(200, region.Follow(1, Upstream).Status);
        Assert.Equal(Upstream, region.Following);
        Assert.False(region.Replicate([A(1)]));
        region.Join(diverged: false);
        Assert.True(region.Replicate([A(1)]));
        Assert.Equal(("replica", 1L), (region.State().Role, region.State().Rows));
    }

    [Fact]
    public void What_the_upstream_does_not_have_is_set_aside_and_kept()
    {
        using (var before = Open(RegionRole.Primary))
        {
            before.Write("mine", _clock.Now, probe: false);
        }

        using var region = Open();
        region.Follow(3, Upstream);
        region.Join(diverged: true);
        Assert.Equal(0, region.State().Rows);
        Assert.True(region.Replicate([A(1)]));
        Assert.Equal("mine", Row.Parse(AppendLog.Lines(_scratch["rows.before-epoch-3.log"]).Single()).Id);
    }

    [Fact]
    public void A_smaller_epoch_makes_nobody_follow_and_a_promotion_ends_it()
    {
        using var region = Open();
        region.Follow(3, Upstream);
        region.Join(diverged: false);
        Assert.Equal(409, region.Follow(2, Upstream).Status);
        Assert.Equal(200, region.Promote(4).Status);
        Assert.Null(region.Following);
    }

    [Fact]
    public void The_lag_is_nothing_only_while_no_write_is_under_way_and_every_row_is_there()
    {
        var before = _clock.Now;
        Assert.Equal((0m, before.UtcDateTime), (Drained(5, 5)!.Value, Drained(5, 5)!.SampledAt));
        Assert.Null(Drained(5, 4));
        Assert.Null(Drained(5, 5, quiet: false));
        Assert.Null(Drained(5, 5, role: "detached"));
    }

    [Fact]
    public void A_gate_is_quiet_once_it_is_closed_and_its_last_write_has_left()
    {
        var gate = new WriteGate();
        Assert.False(gate.Quiet);
        Assert.True(gate.TryEnter());
        _ = gate.Close();
        Assert.False(gate.Quiet);
        gate.Leave();
        Assert.True(gate.Quiet);
        gate.Open();
        Assert.False(gate.Quiet);
    }

    [Fact]
    public void Rows_copied_from_the_promoted_region_are_no_split_brain_and_the_last_move_is_counted_by_itself()
    {
        foreach (var folder in new[] { "primary", "target", "edge" })
        {
            Directory.CreateDirectory(_scratch[folder]);
        }

        File.WriteAllLines(_scratch["target/rows.log"], [A(1).Line(), A(2).Line(), A(3).Line()]);
        File.WriteAllLines(_scratch["primary/rows.log"], [A(1).Line(), A(2).Line()]);
        File.WriteAllLines(_scratch["target/epochs.log"], [$"{Row.Time(_clock.Now)}\twrites\tpromote\t1"]);
        File.WriteAllLines(_scratch["primary/epochs.log"], [$"{Row.Time(_clock.Now.AddSeconds(60))}\twrites\tpromote\t2"]);
        File.WriteAllLines(_scratch["edge/acknowledged.log"], Enumerable.Range(1, 4).Select(n => new Acknowledged(n, $"r-{n}", _clock.Now.AddSeconds(n), "target").Line()));
        var count = LossCount.Read(_scratch["primary"], _scratch["target"], _scratch["edge"]);
        Assert.Equal((2, 1, 0), (count.Lost, count.LostByLastMove, count.SplitBrain));
        File.AppendAllLines(_scratch["target/rows.log"], [(A(4) with { AcceptedAt = _clock.Now.AddSeconds(70), Epoch = 2 }).Line(), (A(5) with { AcceptedAt = _clock.Now.AddSeconds(70), Epoch = 1 }).Line()]);
        Assert.Equal(1, LossCount.Read(_scratch["primary"], _scratch["target"], _scratch["edge"]).SplitBrain);
    }

    private Reading? Drained(long all, long have, bool quiet = true, string role = "replica") => IncidentBot.Demo.Edge.Monitor.Drained(
        new RegionState("a", "primary", false, 1, all, null, true), new RegionState("b", role, false, 1, have, null, true), quiet, _clock.Now);

    private Region Open(RegionRole role = RegionRole.Detached) =>
        new(new RegionOptions { Name = "us-east-1", Port = 1, Directory = _scratch.Path, Role = role }, _clock);

    private Row A(long sequence) => new(sequence, $"r-{sequence}", _clock.Now, 0, _clock.Now, Probe: false);
}
