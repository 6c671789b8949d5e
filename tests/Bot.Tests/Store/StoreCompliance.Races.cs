using IncidentBot.Bot.Tests.Cli;
using IncidentBot.Store;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Bot.Tests.Store;

public abstract partial class StoreCompliance
{
    private const int Racers = 8;

    [Fact]
    public async Task Of_eight_writers_at_one_version_one_wins_and_the_others_conflict()
    {
        await Append("INC-1", 0, "begin");
        for (var version = 1; version <= 20; version++)
        {
            var expected = version;
            var results = await Race(Racers, i => Append("INC-1", expected, $"{expected}-{i}"));
            var winner = Array.FindIndex(results, r => r is AppendResult.Appended);
            Assert.Equal(Racers - 1, results.Count(r => r == new AppendResult.Conflict("INC-1")));
            Assert.Equal($"{expected}-{winner}", (await Texts("INC-1"))[^1]);
        }

        Assert.Equal(21, (await Texts("INC-1")).Length);
    }

    [Fact]
    public async Task Eight_writers_that_retry_lose_nothing()
    {
        await Race(Racers, async i =>
        {
            for (var n = 0; n < 25; n++)
            {
                AppendResult result;
                do
                {
                    var head = (await Events.ReadStream("INC-1", 0, Cancel)).Count;
                    result = await Append("INC-1", head, $"{i}/{n}");
                }
                while (result is AppendResult.Conflict);
            }

            return i;
        });
        var texts = await Texts("INC-1");
        Assert.Equal(Racers * 25, texts.Distinct().Count());
        // Each writer's events stand in the order in which it wrote them.
        Assert.All(texts.GroupBy(t => t[0]), own => Assert.Equal(Enumerable.Range(0, 25), own.Select(t => int.Parse(t[2..], null))));
        Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(StoredExport.Of(await Events.ReadStream("INC-1", 0, Cancel))));
    }

    [Fact]
    public async Task Of_eight_appends_to_two_streams_one_wins_in_both()
    {
        for (var round = 0; round < 10; round++)
        {
            var service = $"service/{round}";
            var results = await Race(Racers, i => Events.Append([To($"INC-{i}-{service}", 0, "declared"), To(service, 0, $"{i}")], null, Cancel));
            var winner = Array.FindIndex(results, r => r is AppendResult.Appended);
            Assert.Equal(Racers - 1, results.Count(r => r == new AppendResult.Conflict(service)));
            Assert.Equal([$"{winner}"], await Texts(service));
        }

        Assert.Equal(10, (await Events.Streams("INC-", Cancel)).Count);
    }

    [Fact]
    public async Task The_append_that_completes_an_entry_happens_once()
    {
        await Inbox.Add(Item("1"), Cancel);
        var id = (await Inbox.Pending(1, Cancel))[0].Id;
        var results = await Race(Racers, i => Events.Append([To($"INC-{i}", 0, "x")], id, Cancel));
        Assert.Single(results.OfType<AppendResult.Appended>());
        Assert.Equal(Racers - 1, results.OfType<AppendResult.AlreadyDone>().Count());
        Assert.Single(await Events.Streams("INC-", Cancel));
        Assert.Empty(await Inbox.Pending(1, Cancel));
        await Store.Crash();
        Assert.IsType<AppendResult.AlreadyDone>(await Events.Append([To("INC-9", 0, "x")], id, Cancel));
    }

    [Fact]
    public async Task A_conflict_completes_nothing()
    {
        await Append("INC-1", 0, "x");
        await Inbox.Add(Item("1"), Cancel);
        var entry = Assert.Single(await Inbox.Pending(9, Cancel));
        Assert.IsType<AppendResult.Conflict>(await Events.Append([To("INC-1", 0, "y")], entry.Id, Cancel));
        Assert.Equal(entry, Assert.Single(await Inbox.Pending(9, Cancel)));
    }

    [Fact]
    public async Task A_reader_never_finds_an_event_behind_it_later()
    {
        const int each = 100;
        var writing = Race(Racers, async i =>
        {
            for (var n = 0; n < each; n++) await Append($"s{i}", n, $"{n}");
            return i;
        });
        var seen = new List<StoredEvent>();
        while (seen.Count < Racers * each)
        {
            await Events.Appended(seen.Count == 0 ? 0 : seen[^1].Position, Cancel).WaitAsync(Deadline, Cancel);
            seen.AddRange(await Events.ReadAll(seen.Count == 0 ? 0 : seen[^1].Position, 17, Cancel));
        }

        await writing;
        Assert.Equal(await Events.ReadAll(0, int.MaxValue, Cancel), seen);
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.First.Position < pair.Second.Position));
        Assert.All(seen.GroupBy(e => e.Stream), s => Assert.Equal(Enumerable.Range(1, each), s.Select(e => (int)e.Version)));
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill_in_the_midst_of_writing()
    {
        var acknowledged = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var writing = Race(Racers, async i =>
        {
            for (var n = 0; n < 200 && !stop.IsCancellationRequested; n++)
            {
                await Append($"s{i}", n, $"{n}");
                acknowledged.Add($"s{i}/{n}");
            }

            return i;
        });
        while (acknowledged.Count < 100) await Task.Yield();
        var before = acknowledged.ToArray();
        await Store.Crash();
        await stop.CancelAsync();
        try
        {
            await writing;
        }
        catch (StoreUnavailableException)
        {
            // The store that was killed answers so.
        }

        var kept = await Events.ReadAll(0, int.MaxValue, Cancel);
        Assert.Subset(kept.Select(e => $"{e.Stream}/{e.Version - 1}").ToHashSet(), before.ToHashSet());
        Assert.All(kept.GroupBy(e => e.Stream), s => Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(StoredExport.Of([.. s]))));
    }
}
