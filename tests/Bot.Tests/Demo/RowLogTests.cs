using System.Text;
using IncidentBot.Demo.Logs;
using Xunit;

namespace IncidentBot.Bot.Tests.Demo;

public sealed class RowLogTests
{
    private static readonly DateTimeOffset Noon = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Rows_are_read_back_from_any_position()
    {
        using var scratch = new Scratch();
        using var log = RowLog.Open(scratch.Path);
        log.Append(A(1));
        log.Append(A(2), A(3));

        Assert.Equal([A(2), A(3)], Rows(log.After(1, 10)));
        Assert.Equal([A(2)], Rows(log.After(1, 1)));
        Assert.Empty(log.After(3, 10));
        Assert.Empty(log.After(99, 10));
    }

    [Fact]
    public void A_torn_last_line_is_passed_over_and_cut_off_before_the_next_row()
    {
        using var scratch = new Scratch();
        using (var log = RowLog.Open(scratch.Path))
        {
            log.Append(A(1), A(2));
        }

        File.AppendAllText(scratch[RowLog.FileName], A(3).Line()[..^4]);
        Assert.Equal(2, AppendLog.Lines(scratch[RowLog.FileName]).Count());
        using var again = RowLog.Open(scratch.Path);
        Assert.Equal(2, again.Last);
        again.Append(A(3));
        Assert.Equal([A(1), A(2), A(3)], AppendLog.Lines(scratch[RowLog.FileName]).Select(Row.Parse));
    }

    [Fact]
    public void A_torn_line_longer_than_a_page_is_cut_off_too()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["log"], "whole\n" + new string('x', 10_000));
        Assert.Equal(["whole"], AppendLog.Lines(scratch["log"]));
        using var log = AppendLog.Open(scratch["log"], durable: true);
        Assert.Equal(6, log.Length);
    }

    [Fact]
    public void A_gap_in_the_sequence_is_refused_and_stores_nothing()
    {
        using var scratch = new Scratch();
        using var log = RowLog.Open(scratch.Path);
        log.Append(A(1));
        Assert.Throws<InvalidDataException>(() => log.Append(A(2), A(4)));
        Assert.Equal(1, log.Last);
        Assert.Single(AppendLog.Lines(scratch[RowLog.FileName]));
    }

    [Fact]
    public void A_damaged_line_inside_the_file_is_an_error_and_not_passed_over()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch[RowLog.FileName], $"{A(1).Line()}\nrubbish\n{A(2).Line()}\n");
        Assert.Throws<InvalidDataException>(() => RowLog.Open(scratch.Path));
    }

    [Fact]
    public void A_probe_row_does_not_move_the_newest_customer_row()
    {
        using var scratch = new Scratch();
        using var log = RowLog.Open(scratch.Path);
        log.Append(A(1), A(2) with { Probe = true });
        Assert.Equal(A(1).At, log.LastRowAt);
    }

    [Theory]
    [InlineData("c-1", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a\tb", false)]
    [InlineData("a\nb", false)]
    [InlineData("ä", false)]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234", true)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", false)]
    public void An_id_cannot_break_a_line(string? id, bool allowed) => Assert.Equal(allowed, Row.IsId(id));

    private static Row A(long sequence) =>
        new(sequence, $"c-{sequence}", Noon.AddTicks(sequence), 0, Noon.AddSeconds(sequence), Probe: false);

    private static IEnumerable<Row> Rows(byte[] bytes) =>
        Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Row.Parse);
}
