using System.Collections.Concurrent;
using IncidentBot.Store;
using IncidentBot.Store.Postgres;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Bot.Tests.Store.Postgres;

/// <summary>The server is stopped in the midst of everything and comes back, on a server of these tests' own that flushes to disk.</summary>
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private PostgresServer server = null!;
    private PostgresStore store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        server = new PostgresServer(durable: true);
        var options = PostgresNode.Options(server.NewDatabase(), folder.Path, "1500ms", "200ms");
        store = await PostgresStore.Open(options, PostgresTuning.Node with { Signs = false, Poll = TimeSpan.FromMilliseconds(100) }, TimeProvider.System, null, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (store is not null) await store.DisposeAsync();
        server?.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_node_says_what_to_do_while_the_server_is_away_and_goes_on_when_it_is_back()
    {
        var tenure = await store.Lease.Take(Cancel);
        await Append("INC-1", 0);
        var news = store.Events.Appended(1, Cancel);
        server.Stop("fast");
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(() => Append("INC-1", 1));
        Assert.Contains("Check that the server runs", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Inbox.Add(Item("1"), Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Events.ReadAll(0, 9, Cancel));

        // Nobody can tell whether another node works now: this one does not.
        await Eventually.Holds(() => tenure.Over.IsCancellationRequested, "over", Cancel);
        await tenure.DisposeAsync();
        var again = store.Lease.Take(Cancel);
        server.Start();
        await using var next = await again.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        Assert.Equal(2, next.Term);
        await Append("INC-1", 1);
        await news.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        Assert.Equal(InboxReceipt.Accepted, await store.Inbox.Add(Item("1"), Cancel));
    }

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_by_a_crash_of_the_server_in_a_storm()
    {
        await using var tenure = await store.Lease.Take(Cancel);
        var appended = new ConcurrentBag<string>();
        var taken = new ConcurrentBag<string>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var storm = Enumerable.Range(0, 16).Select(i => Task.Run(() => i % 2 == 0
            ? Until(
                async n =>
                {
                    await Append($"s{i}", n);
                    appended.Add($"s{i}/{n + 1}");
                },
                enough.Token)
            : Until(
                async n =>
                {
                    await store.Inbox.Add(Item($"{i}/{n}"), Cancel);
                    taken.Add($"{i}/{n}");
                },
                enough.Token), Cancel)).ToList();
        await Eventually.Holds(() => appended.Count > 200 && taken.Count > 200, "a storm", Cancel);
        server.Stop("immediate");
        await enough.CancelAsync();
        await Task.WhenAll(storm);
        server.Start();

        await Eventually.Holds(Answers, "back", Cancel);
        var kept = await store.Events.ReadAll(0, int.MaxValue, Cancel);
        Assert.Subset(kept.Select(e => $"{e.Stream}/{e.Version}").ToHashSet(), appended.ToHashSet());
        Assert.Equal(Enumerable.Range(1, kept.Count).Select(p => (long)p), kept.Select(e => e.Position));
        Assert.Subset((await store.Inbox.Pending(int.MaxValue, Cancel)).Select(e => e.Key).ToHashSet(), taken.ToHashSet());
        foreach (var stream in kept.GroupBy(e => e.Stream))
        {
            Assert.Equal(HashChain.Genesis(stream.Key), stream.First().PrevHash);
            Assert.All(stream.Zip(stream.Skip(1)), pair => Assert.Equal(pair.First.Hash, pair.Second.PrevHash));
        }
    }

    private static InboxItem Item(string key) => new("sns", key, "{}", DateTimeOffset.UtcNow);

    private async Task Append(string stream, long expected) => Assert.IsType<AppendResult.Appended>(
        await store.Events.Append([new StreamAppend(stream, expected, [new NewEvent("note.added.v1", """{"text":"x"}""", DateTimeOffset.UtcNow)])], null, Cancel));

    private async Task<bool> Answers()
    {
        try
        {
            return (await store.Events.ReadAll(0, 1, Cancel)).Count == 1;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Until the server is gone.</summary>
    private static async Task Until(Func<int, Task> work, CancellationToken enough)
    {
        try
        {
            for (var n = 0; !enough.IsCancellationRequested; n++) await work(n);
        }
        catch (Exception e) when (e is StoreUnavailableException or TermOverException)
        {
            // It was told so, and was not acknowledged.
        }
    }
}
