using System.Collections.Concurrent;
using IncidentBot.Store;
using IncidentBot.Store.Sqlite;
using Xunit;

namespace IncidentBot.Bot.Tests.Store;

public sealed class FollowerLoopTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteStore store;
    private readonly Follower follower = new();
    private readonly LogUnderTest<FollowerLoopTests.Follower> log = new();

    public FollowerLoopTests() => store = SqliteStore.Open(folder.Path, TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_reads_what_there_is_and_what_comes_and_remembers_how_far()
    {
        await Append(1, 2);
        using (var loop = await Start())
        {
            await Seen(2);
            await Append(3);
            await Seen(3);
            await Eventually.Holds(async () => await store.Checkpoints.Read("follower", Cancel) > 2, "checkpointed", Cancel);
            await loop.StopAsync(Cancel);
        }

        await Append(4);
        using var next = await Start();
        await Seen(4);
        await next.StopAsync(Cancel);
        Assert.Equal([1, 2, 3, 4], follower.Seen);
        Assert.Equal(2, follower.Begun);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_even_a_stray_cancellation_is_tried_again_and_ends_nothing(bool cancellation)
    {
        follower.Failures.Enqueue(cancellation ? new TaskCanceledException("a time-out inside") : new InvalidOperationException("a bug"));
        using var loop = await Start();
        await Append(1);
        await Seen(1);
        Assert.Equal(1, log.Errors);
        Assert.False(loop.ExecuteTask!.IsCompleted);
        await loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_failed_beginning_is_begun_again()
    {
        follower.BeginFailures.Enqueue(new InvalidOperationException("a bug"));
        using var loop = await Start();
        await Append(1);
        await Seen(1);
        Assert.Equal(2, follower.Begun);
        await loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_at_once_and_is_no_failure()
    {
        using var loop = await Start();
        await Eventually.Holds(() => follower.Begun == 1, "begun", Cancel);
        await loop.StopAsync(Cancel);
        Assert.Equal(0, log.Errors);
        Assert.True(loop.ExecuteTask!.IsCompleted);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }

    private async Task<FollowerLoop<Follower>> Start()
    {
        var loop = new FollowerLoop<Follower>(follower, store.Events, store.Checkpoints, TimeProvider.System, log);
        await loop.StartAsync(Cancel);
        return loop;
    }

    private async Task Append(params long[] versions)
    {
        foreach (var version in versions)
        {
            await store.Events.Append([new StreamAppend("INC-1", version - 1, [new NewEvent("a.v1", "{}", DateTimeOffset.UtcNow)])], null, Cancel);
        }
    }

    private Task Seen(int count) => Eventually.Holds(() => follower.Seen.Count == count, $"{count} events seen", Cancel);

    internal sealed class Follower : IFollower
    {
        internal ConcurrentQueue<long> Seen { get; } = [];

        internal ConcurrentQueue<Exception> Failures { get; } = [];

        internal ConcurrentQueue<Exception> BeginFailures { get; } = [];

        internal int Begun { get; private set; }

        public string Name => "follower";

        public Task Begin(CancellationToken cancel)
        {
            Begun++;
            return BeginFailures.TryDequeue(out var failure) ? Task.FromException(failure) : Task.CompletedTask;
        }

        public Task Follow(IReadOnlyList<StoredEvent> events, Checkpoint upTo, CancellationToken cancel)
        {
            if (Failures.TryDequeue(out var failure)) throw failure;
            foreach (var e in events) Seen.Enqueue(e.Version);
            return Task.CompletedTask;
        }
    }
}
