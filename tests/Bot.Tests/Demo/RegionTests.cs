using IncidentBot.Demo.Logs;
using IncidentBot.Demo.Regions;
using Xunit;

namespace IncidentBot.Bot.Tests.Demo;

public sealed class RegionTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly StandingClock _clock = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_primary_numbers_and_stores_what_it_accepts()
    {
        using var region = Open(RegionRole.Primary);
        Assert.Equal(1, region.Write("a", _clock.Now, probe: false).Sequence);
        Assert.Equal(2, region.Write("b", _clock.Now, probe: false).Sequence);
        Assert.Equal(["a", "b"], AppendLog.Lines(_scratch[RowLog.FileName]).Select(line => Row.Parse(line).Id));
    }

    [Fact]
    public void A_fenced_region_refuses_writes_until_a_larger_epoch_opens_it()
    {
        using var region = Open(RegionRole.Primary);
        Assert.Equal(200, region.Fence(4).Status);
        Assert.Equal(423, region.Write("a", _clock.Now, probe: false).Status);
        Assert.Equal(409, region.Unfence(4).Status);
        Assert.Equal(409, region.Unfence(3).Status);
        Assert.Equal(423, region.Write("a", _clock.Now, probe: false).Status);
        Assert.Equal(200, region.Unfence(5).Status);
        Assert.Equal(200, region.Write("a", _clock.Now, probe: false).Status);
        Assert.Equal(409, region.Fence(4).Status);
    }

    [Fact]
    public void A_replica_refuses_writes_until_it_is_promoted_and_then_goes_on_counting()
    {
        using var region = Open(RegionRole.Replica);
        Assert.True(region.Replicate([Replicated(1), Replicated(2)]));
        Assert.Equal(409, region.Write("a", _clock.Now, probe: false).Status);
        Assert.Equal(200, region.Promote(7).Status);
        Assert.Equal(200, region.Promote(7).Status);
        Assert.Equal(3, region.Write("a", _clock.Now, probe: false).Sequence);
        Assert.Equal(7, Row.Parse(AppendLog.Lines(_scratch[RowLog.FileName]).Last()).Epoch);
        Assert.Single(EpochLog.Read(_scratch.Path));
    }

    [Fact]
    public void A_promoted_region_takes_no_more_rows_of_the_old_primary()
    {
        using var region = Open(RegionRole.Replica);
        region.Promote(1);
        Assert.False(region.Replicate([Replicated(1)]));
        Assert.Equal(0, region.State().Rows);
    }

    [Fact]
    public void Fence_and_promotion_outlive_the_process()
    {
        using (var region = Open(RegionRole.Replica))
        {
            region.Promote(2);
            region.Fence(3);
        }

        using var again = Open(RegionRole.Replica);
        Assert.Equal(("primary", true, 3), (again.State().Role, again.State().Fenced, again.State().Epoch));
    }

    [Fact]
    public void An_unhealthy_region_refuses_promotion_and_writes_and_takes_no_epoch()
    {
        using var region = Open(RegionRole.Replica);
        region.SetHealth(false);
        Assert.Equal(503, region.Promote(1).Status);
        Assert.Equal(("replica", 0), (region.State().Role, region.State().Epoch));
        region.SetHealth(true);
        Assert.Equal(200, region.Promote(1).Status);
        region.SetHealth(false);
        Assert.Equal(503, region.Write("a", _clock.Now, probe: false).Status);
        Assert.Equal(200, region.Promote(1).Status);
    }

    private Region Open(RegionRole role) =>
        new(new RegionOptions { Name = "us-east-1", Port = 1, Directory = _scratch.Path, Role = role }, _clock);

    private Row Replicated(long sequence) => new(sequence, $"r-{sequence}", _clock.Now, 0, _clock.Now, Probe: false);
}
