using IncidentBot.Bot.Tests.Cli;
using IncidentBot.Store;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Bot.Tests.Store;

public abstract partial class StoreCompliance
{
    [Fact]
    public async Task What_was_appended_is_read_back_in_order_and_chained()
    {
        var at = T0.AddTicks(7).ToOffset(TimeSpan.FromHours(2));
        await Events.Append([new("INC-1", 0, [new("a.v1", """{"b":1.50,"a":"€"}""", at), Event("two")])], null, Cancel);
        Assert.IsType<AppendResult.Appended>(await Append("INC-1", 2, "three"));
        var events = await Events.ReadStream("INC-1", 0, Cancel);
        Assert.Equal([1, 2, 3], events.Select(e => e.Version));
        Assert.Equal(("a.v1", """{"a":"€","b":1.5}""", at.ToUniversalTime()), (events[0].Type, events[0].Data, events[0].At));
        var hash = HashChain.Genesis("INC-1");
        foreach (var e in events)
        {
            Assert.Equal(hash, e.PrevHash);
            hash = HashChain.Next(hash, e.Version, e.Type, e.At, e.Data);
            Assert.Equal(hash, e.Hash);
        }

        Assert.Equal([3], (await Events.ReadStream("INC-1", 2, Cancel)).Select(e => e.Version));
        Assert.Empty(await Events.ReadStream("INC-2", 0, Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task An_expected_version_that_is_not_the_head_is_a_conflict(long expected)
    {
        await Append("INC-1", 0, "one", "two");
        Assert.Equal(new AppendResult.Conflict("INC-1"), await Append("INC-1", expected, "late"));
        Assert.Equal(["one", "two"], await Texts("INC-1"));
    }

    [Fact]
    public async Task An_append_to_several_streams_is_all_or_nothing()
    {
        await Append("service/b", 0, "taken");
        var result = await Events.Append([To("INC-1", 0, "a"), To("service/b", 0, "b"), To("INC-2", 0, "c")], null, Cancel);
        Assert.Equal(new AppendResult.Conflict("service/b"), result);
        Assert.Equal(["service/b"], await Events.Streams("", Cancel));
        Assert.Equal(1, Assert.IsType<AppendResult.Appended>(await Append("INC-1", 0, "x")).Position - (await Events.ReadAll(0, 1, Cancel))[0].Position);
    }

    [Fact]
    public async Task Streams_are_found_by_their_beginning_in_ordinal_order()
    {
        foreach (var name in new[] { "service/b", "service/B", "service_", "service/\ud83d\ude00", "service/\ufb33", "INC-1" }) await Append(name, 0, "x", "y");
        Assert.Equal(["service/B", "service/b", "service/\ud83d\ude00", "service/\ufb33"], await Events.Streams("service/", Cancel));
        Assert.Empty(await Events.Streams("%", Cancel));
    }

    [Fact]
    public async Task All_events_are_read_from_a_position_in_pages()
    {
        for (var i = 0; i < 5; i++) await Append($"s{i % 2}", i / 2, $"{i}");
        var first = await Events.ReadAll(0, 3, Cancel);
        var rest = await Events.ReadAll(first[^1].Position, 3, Cancel);
        Assert.Equal(["0", "1", "2", "3", "4"], first.Concat(rest).Select(e => e.Data[9..10]));
        Assert.Empty(await Events.ReadAll(rest[^1].Position, 3, Cancel));
    }

    [Fact]
    public async Task A_follower_is_told_of_what_it_has_not_read()
    {
        var waiting = Events.Appended(0, Cancel);
        Assert.False(waiting.IsCompleted);
        var last = Assert.IsType<AppendResult.Appended>(await Append("INC-1", 0, "x")).Position;
        await waiting.WaitAsync(Deadline, Cancel);
        await Events.Appended(last - 1, Cancel).WaitAsync(Deadline, Cancel);
        using var impatient = new CancellationTokenSource();
        var next = Events.Appended(last, impatient.Token);
        Assert.False(next.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await Store.Crash();
        await Events.Appended(last - 1, Cancel).WaitAsync(Deadline, Cancel);
    }

    [Fact]
    public async Task Tampering_in_the_database_is_found_at_its_version()
    {
        await Append("INC-1", 0, "one", "two", "three");
        await Append("INC-2", 0, "other");
        Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(StoredExport.Of(await Events.ReadStream("INC-1", 0, Cancel))));
        await Store.Tamper("INC-1", 2, """{"text":"2"}""");
        var verdict = ExportVerifier.Verify(StoredExport.Of(await Events.ReadStream("INC-1", 0, Cancel)));
        Assert.Equal(2, Assert.IsType<ExportVerdict.Broken>(verdict).Version);
    }

    [Fact]
    public async Task What_cannot_be_hashed_is_refused_before_anything_is_written()
    {
        await Assert.ThrowsAsync<CanonicalJsonException>(() => Events.Append([To("INC-1", 0, "x"), new("INC-2", 0, [new("a.v1", "{", T0)])], null, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Events.Append([], null, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Append("INC-1", 0));
        await Assert.ThrowsAsync<ArgumentException>(() => Append("", 0, "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => Append("INC\n1", 0, "x"));
        Assert.Empty(await Events.Streams("", Cancel));
    }
}
