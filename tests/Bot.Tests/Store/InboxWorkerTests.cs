using System.Collections.Concurrent;
using IncidentBot.Store;
using IncidentBot.Store.Sqlite;
using Xunit;

namespace IncidentBot.Bot.Tests.Store;

public sealed class InboxWorkerTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualTime clock = new(DateTimeOffset.UtcNow);
    private readonly LogUnderTest<InboxWorker> log = new();
    private readonly SqliteStore store;
    private readonly Handler handler;

    public InboxWorkerTests()
    {
        store = SqliteStore.Open(folder.Path, clock);
        handler = new Handler(store.Inbox);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Neighbours_go_together_and_what_has_failed_goes_alone()
    {
        handler.Fails.Add("b");
        await Deliver("a", "b", "c");
        using var worker = await Start();

        // The first run is a, b and c together; it fails, and each is then tried by itself.
        await Runs(1);
        await Hidden();
        handler.Fails.Clear();
        clock.Advance(TimeSpan.FromSeconds(1));
        await Runs(4);
        Assert.Equal(["abc", "a", "b", "c"], handler.Runs);
        await worker.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_fresh_delivery_does_not_join_one_that_has_failed()
    {
        handler.Fails.Add("a");
        await Deliver("a");
        using var worker = await Start();
        await Runs(1);
        await Hidden();
        await worker.StopAsync(Cancel);

        handler.Fails.Clear();
        await Deliver("b");
        clock.Advance(TimeSpan.FromSeconds(1));
        using var next = await Start();
        await Runs(3);
        Assert.Equal(["a", "a", "b"], handler.Runs);
        await next.StopAsync(Cancel);
    }

    [Fact]
    public async Task After_ten_attempts_it_is_set_aside_and_holds_nothing_up()
    {
        handler.Fails.Add("bad");
        await Deliver("bad");
        using var worker = await Start();
        await Eventually.Holds(
            async () =>
            {
                clock.Advance(TimeSpan.FromMinutes(5));
                return (await store.Inbox.Parked(10, Cancel)).Count == 1;
            },
            "set aside", Cancel);
        Assert.Equal(10, handler.Runs.Count);

        await Deliver("good");
        await Runs(11);
        Assert.Equal("good", handler.Runs.Last());
        await worker.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_handler_that_forgets_to_mark_a_delivery_as_done_is_not_called_for_ever()
    {
        handler.Forgets = true;
        await Deliver("a");
        using var worker = await Start();
        await Eventually.Holds(() => log.Errors == 1, "noticed", Cancel);
        await Hidden();
        Assert.Single(handler.Runs);
        await worker.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_stray_cancellation_inside_a_handler_is_a_failure_and_ends_nothing()
    {
        handler.Cancels = true;
        await Deliver("a");
        using var worker = await Start();
        await Runs(1);
        await Hidden();
        handler.Cancels = false;
        clock.Advance(TimeSpan.FromSeconds(1));
        await Runs(2);
        Assert.False(worker.ExecuteTask!.IsCompleted);
        await worker.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_kind_that_nobody_handles_is_set_aside()
    {
        await store.Inbox.Add(new InboxItem("stranger", "1", "{}", clock.GetUtcNow()), Cancel);
        using var worker = await Start();
        await Eventually.Holds(async () => (await store.Inbox.Parked(10, Cancel)).Count == 1, "set aside", Cancel);
        await worker.StopAsync(Cancel);
    }

    [Fact]
    public async Task What_arrives_while_it_waits_is_handled()
    {
        using var worker = await Start();
        foreach (var key in (string[])["a", "b", "c"])
        {
            await Deliver(key);
            await Eventually.Holds(() => handler.Runs.Contains(key), $"{key} handled", Cancel);
        }

        await worker.StopAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }

    private async Task<InboxWorker> Start()
    {
        var worker = new InboxWorker(store.Inbox, [handler], clock, log);
        await worker.StartAsync(Cancel);
        return worker;
    }

    private async Task Deliver(params string[] keys)
    {
        foreach (var key in keys) await store.Inbox.Add(new InboxItem("test", key, "{}", clock.GetUtcNow()), Cancel);
    }

    private Task Runs(int count) => Eventually.Holds(() => handler.Runs.Count >= count, $"{count} runs", Cancel);

    /// <summary>What failed waits for its next attempt; the clock may move on then.</summary>
    private Task Hidden() => Eventually.Holds(async () => (await store.Inbox.Pending(10, Cancel)).Count == 0, "hidden", Cancel);

    private sealed class Handler(IInbox inbox) : IInboxHandler
    {
        internal ConcurrentQueue<string> Runs { get; } = [];

        internal HashSet<string> Fails { get; } = [];

        internal bool Forgets { get; set; }

        internal bool Cancels { get; set; }

        public IReadOnlyList<string> Kinds => ["test"];

        public int Batch => 10;

        public async Task Handle(IReadOnlyList<InboxEntry> entries, CancellationToken cancel)
        {
            Runs.Enqueue(string.Concat(entries.Select(e => e.Key)));
            if (Cancels) throw new TaskCanceledException("a time-out inside");
            if (entries.Any(e => Fails.Contains(e.Key))) throw new InvalidOperationException("it does not work");
            if (!Forgets) await inbox.Done([.. entries.Select(e => e.Id)], cancel);
        }
    }
}
