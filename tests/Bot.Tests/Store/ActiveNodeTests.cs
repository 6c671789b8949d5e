using System.Collections.Concurrent;
using System.Threading.Channels;
using IncidentBot.Store;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace IncidentBot.Bot.Tests.Store;

/// <summary>Duties live as long as a tenure, and the lease is asked for again only when all of them have ended.</summary>
public sealed class ActiveNodeTests : IDisposable
{
    private readonly ConcurrentQueue<string> happened = [];
    private readonly HandLease lease = new();
    private readonly Life life = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => lease.Dispose();

    [Fact]
    public async Task Duties_start_with_each_tenure_and_stop_with_it_in_reverse()
    {
        using var node = Node(new Work("a", happened), new Work("b", happened));
        await node.StartedAsync(Cancel);
        await Eventually.Holds(() => lease.Asked == 1, "asked", Cancel);
        Assert.Empty(happened);

        for (var term = 1; term <= 2; term++)
        {
            await lease.Give(term);
            await Eventually.Holds(() => happened.Count == 2, "started", Cancel);
            await lease.End();
            var next = term + 1;
            await Eventually.Holds(() => lease.Asked == next, "asked again", Cancel);
            Assert.Equal(["a starts", "b starts", "b stops", "a stops"], happened);
            Assert.Equal(term, lease.HandedOn);
            happened.Clear();
        }

        await node.StopAsync(Cancel);
    }

    [Fact]
    public async Task The_lease_is_not_asked_for_while_a_duty_is_still_at_work()
    {
        var slow = new TaskCompletionSource();
        using var node = Node(new Slow(slow.Task, happened));
        await node.StartedAsync(Cancel);
        await lease.Give(1);
        await Eventually.Holds(() => !happened.IsEmpty, "working", Cancel);
        await lease.End();
        await Eventually.Holds(() => happened.Contains("told to end"), "told to end", Cancel);

        // What must not happen would happen at once.
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        while (!soon.IsCancellationRequested && lease.Asked == 1) await Task.Delay(5, Cancel);
        Assert.Equal((1, 0), (lease.Asked, lease.HandedOn));

        slow.SetResult();
        await Eventually.Holds(() => lease.Asked == 2, "asked again", Cancel);
        Assert.Equal(1, lease.HandedOn);
        await node.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_stop_ends_the_duties_and_hands_the_lease_on_unless_its_patience_ends_first()
    {
        using (var node = Node(new Work("a", happened)))
        {
            await node.StartedAsync(Cancel);
            await lease.Give(1);
            await Eventually.Holds(() => !happened.IsEmpty, "started", Cancel);
            await node.StopAsync(Cancel);
            Assert.Equal(1, lease.HandedOn);
        }

        var never = new TaskCompletionSource();
        using (var node = Node(new Slow(never.Task, happened)))
        {
            happened.Clear();
            await node.StartedAsync(Cancel);
            await lease.Give(2);
            await Eventually.Holds(() => !happened.IsEmpty, "working", Cancel);
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            await node.StopAsync(patience.Token);

            // What goes on must not meet the work of another node: the lease runs out by itself.
            Assert.Equal(1, lease.HandedOn);
        }

        never.SetResult();
    }

    [Fact]
    public async Task A_duty_that_fails_stops_the_program()
    {
        using var node = Node(new Failing());
        await node.StartedAsync(Cancel);
        await lease.Give(1);
        await Eventually.Holds(() => life.Stopped, "stopped", Cancel);
        await node.StopAsync(Cancel);
    }

    private ActiveNode Node(params IHostedService[] work) => new(lease, work.Select(w => new Duty(w)), life, new LogUnderTest<ActiveNode>());

    private sealed class Work(string name, ConcurrentQueue<string> happened) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            happened.Enqueue($"{name} starts");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            happened.Enqueue($"{name} stops");
            return Task.CompletedTask;
        }
    }

    private sealed class Slow(Task end, ConcurrentQueue<string> happened) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            happened.Enqueue("works");
            using var told = stoppingToken.Register(() => happened.Enqueue("told to end"));
            await end;
        }
    }

    private sealed class Failing : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("A bug.");
        }
    }

    private sealed class Life : IHostApplicationLifetime
    {
        internal bool Stopped { get; private set; }

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => Stopped = true;
    }

    /// <summary>A lease that the test gives and takes away by hand.</summary>
    private sealed class HandLease : IWorkLease, IDisposable
    {
        private readonly Channel<Tenure> tenures = Channel.CreateUnbounded<Tenure>();
        private CancellationTokenSource over = new();
        private int asked;
        private int handedOn;

        public long? Term => null;

        internal int Asked => Volatile.Read(ref asked);

        internal int HandedOn => Volatile.Read(ref handedOn);

        public async Task<Tenure> Take(CancellationToken cancel)
        {
            Interlocked.Increment(ref asked);
            return await tenures.Reader.ReadAsync(cancel);
        }

        public void Lost(long term)
        {
        }

        internal ValueTask Give(long term)
        {
            over.Dispose();
            over = new CancellationTokenSource();
            return tenures.Writer.WriteAsync(new Tenure(
                term,
                () =>
                {
                    Interlocked.Increment(ref handedOn);
                    return ValueTask.CompletedTask;
                },
                over.Token));
        }

        internal Task End() => over.CancelAsync();

        public void Dispose() => over.Dispose();
    }
}
