using IncidentBot.Demo;
using IncidentBot.Demo.Logs;
using Xunit;

namespace IncidentBot.Bot.Tests.Demo;

public sealed class LossCountTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Scratch _scratch = new();

    public LossCountTests()
    {
        foreach (var folder in new[] { "primary", "target", "edge" })
        {
            Directory.CreateDirectory(_scratch[folder]);
        }

        Rows("primary", 1, 2, 3, 4);
        Acknowledge(1, 2, 3, 4);
        Rows("target", 1, 2);
        Promote("target", 1, at: 10);
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Acknowledged_rows_that_the_promoted_region_lacks_are_lost()
    {
        var count = Count();
        Assert.Equal((4, 2, 0), (count.Acknowledged, count.Lost, count.SplitBrain));
        Assert.Equal((Noon.AddSeconds(3), Noon.AddSeconds(4)), (count.FirstLostAt, count.LastLostAt));
        Assert.Equal(TimeSpan.FromSeconds(1), count.Window);
        Assert.Equal(_scratch["target"], count.Survivor);
    }

    [Fact]
    public void Writes_in_doubt_and_probes_are_not_losses()
    {
        Rows("primary", 5);
        Write("primary", RowLog.FileName, new Row(6, "p-1", Noon, 0, Noon, Probe: true).Line() + "\n");
        Assert.Equal(2, Count().Lost);
    }

    [Fact]
    public void A_torn_last_line_counts_nowhere()
    {
        Write("target", RowLog.FileName, A(3).Line());
        Write("edge", Acknowledged.FileName, "5\tc-5");
        Assert.Equal((4, 2), (Count().Acknowledged, Count().Lost));
    }

    [Fact]
    public void Without_a_promotion_the_first_primary_holds_the_data()
    {
        File.Delete(_scratch["target/epochs.log"]);
        Assert.Equal((_scratch["primary"], 0), (Count().Survivor, Count().Lost));
        Assert.Null(Count().FirstLostAt);
        Assert.Equal(TimeSpan.Zero, Count().Window);
    }

    [Fact]
    public void Rows_that_the_old_primary_took_after_the_promotion_are_split_brain()
    {
        Rows("primary", 5, 6, 7, 8, 9, 10, 11);
        Assert.Equal(2, Count().SplitBrain);
    }

    [Fact]
    public void After_a_failback_the_region_promoted_last_holds_the_data()
    {
        Promote("primary", 2, at: 20);
        Assert.Equal((_scratch["primary"], 0), (Count().Survivor, Count().Lost));
    }

    [Fact]
    public void A_damaged_line_is_an_error_and_not_a_loss()
    {
        Write("target", RowLog.FileName, "rubbish\n");
        Assert.Throws<InvalidDataException>(Count);
    }

    private LossCount Count() => LossCount.Read(_scratch["primary"], _scratch["target"], _scratch["edge"]);

    private void Rows(string folder, params int[] numbers) =>
        Write(folder, RowLog.FileName, string.Concat(numbers.Select(number => A(number).Line() + "\n")));

    private void Acknowledge(params int[] numbers) => Write("edge", Acknowledged.FileName,
        string.Concat(numbers.Select(number => new Acknowledged(number, $"c-{number}", Noon.AddSeconds(number), "one").Line() + "\n")));

    private void Promote(string folder, long epoch, int at)
    {
        using var log = EpochLog.Open(_scratch[folder]);
        log.Take("writes", "promote", epoch, Noon.AddSeconds(at));
    }

    private void Write(string folder, string file, string text) => File.AppendAllText(_scratch[$"{folder}/{file}"], text);

    private static Row A(int number) =>
        new(number, $"c-{number}", Noon.AddSeconds(number), 0, Noon.AddSeconds(number), Probe: false);
}
