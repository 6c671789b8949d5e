using IncidentBot.Bot.Tests.Store;
using IncidentBot.Readings;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings;

/// <summary>A round takes as long as its slowest source may take, never their sum; on a clock that only the test moves.</summary>
public sealed class CollectionTimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ManualTime clock = new(new DateTimeOffset(2026, 3, 14, 2, 6, 35, TimeSpan.Zero));

    [Fact]
    public async Task Sources_that_hang_and_do_not_listen_are_given_up_each_in_its_time()
    {
        var plan = ReadingPlan.Of([.. Enumerable.Range(1, 9).Select(s => ReadingPlan.Http($"r{s}", $"http://source/{s}", timeout: TimeSpan.FromSeconds(s)))]);
        var source = new DeafSource();
        var collecting = Collector([source], []).Collect(plan, null, [], TestContext.Current.CancellationToken);
        await Until(() => source.Asked == 9, "all sources are asked though none has answered");

        // Nine seconds, the longest limit; the sum of all is forty-five.
        for (var second = 0; second < 9; second++)
        {
            Assert.False(collecting.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        var readings = (await collecting.WaitAsync(Patience, TestContext.Current.CancellationToken)).Readings;
        Assert.All(readings, r => Assert.Equal($"the source did not answer within {r.Id[1..]} s", r.Problem));
        Assert.Equal(9, readings.Count);
    }

    [Fact]
    public async Task A_source_that_blocks_its_thread_holds_up_no_other()
    {
        using var blocked = new ManualResetEventSlim();
        var fast = new TaskCompletionSource();
        var plan = ReadingPlan.Of(ReadingPlan.Tcp("blocks", 1, TimeSpan.FromSeconds(5)), ReadingPlan.Http("fast", "http://source/1"));
        var collecting = Collector([new BlockingSource(blocked), new FastSource(fast)], []).Collect(plan, null, [], TestContext.Current.CancellationToken);
        await fast.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(5));
        var readings = (await collecting.WaitAsync(Patience, TestContext.Current.CancellationToken)).Readings;
        blocked.Set();
        Assert.Equal((null, 7m), (readings.Single(r => r.Id == "blocks").Value, readings.Single(r => r.Id == "fast").Value));
    }

    [Fact]
    public async Task A_batch_is_asked_once_and_each_of_its_readings_waits_no_longer_than_it_may()
    {
        var batch = new SlowBatch();
        var plan = ReadingPlan.Of(
            ReadingPlan.From("short", Aws.SomeAws.Metric() with { Timeout = TimeSpan.FromSeconds(1) }), ReadingPlan.From("long", Aws.SomeAws.Metric() with { Timeout = TimeSpan.FromSeconds(9) }));
        var collecting = Collector([], [batch]).Collect(plan, null, [], TestContext.Current.CancellationToken);
        await Until(() => batch.Asked == 1 && clock.Timers == 2, "the batch is asked");
        clock.Advance(TimeSpan.FromSeconds(2));
        batch.Answer.SetResult([Sample.Of(1), Sample.Of(2)]);
        var readings = (await collecting.WaitAsync(Patience, TestContext.Current.CancellationToken)).Readings;
        Assert.Equal((null, 2m, 1), (readings[0].Value, readings[1].Value, batch.Asked));
    }

    [Fact]
    public async Task What_is_computed_counts_what_people_said_and_what_was_taken_just_now()
    {
        var now = clock.GetUtcNow();
        var plan = ReadingPlan.Of(
            ReadingPlan.From("queue", new ReadingSource.Person("How long?")), ReadingPlan.Http("fast", "http://source/1"),
            ReadingPlan.From("sum", new ReadingSource.Computed("queue + fast")), ReadingPlan.From("old", new ReadingSource.Computed("fast + 1")));
        var said = new[]
        {
            new Reading("queue", 3, ReadingUnit.Count, "Maya", "outside", now.AddMinutes(-2), TimeSpan.FromMinutes(5), null),

            // What a source said in an earlier round counts for nothing in this one.
            new Reading("fast", 1000, ReadingUnit.Count, "x", "outside", now, TimeSpan.FromMinutes(5), null),
        };
        var readings = (await Collector([new FastSource(new TaskCompletionSource())], []).Collect(plan, null, said, TestContext.Current.CancellationToken)).Readings;
        Assert.Equal(["fast", "sum", "old"], readings.Select(r => r.Id));
        Assert.Equal([7m, 10m, 8m], readings.Select(r => r.Value));
        Assert.Equal((now.AddMinutes(-2), now), (readings[1].SampledAt, readings[2].SampledAt));
    }

    private static async Task Until(Func<bool> condition, string what)
    {
        for (var deadline = DateTimeOffset.UtcNow + Patience; !condition(); await Task.Delay(5))
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"Not in time: {what}.");
        }
    }

    private ReadingCollector Collector(IEnumerable<IReadingSource> sources, IEnumerable<IReadingBatch> batches) =>
        new(sources, batches, clock, NullLogger<ReadingCollector>.Instance);

    private sealed class DeafSource : IReadingSource
    {
        private int asked;

        internal int Asked => Volatile.Read(ref asked);

        public bool Reads(ReadingSource source) => true;

        public Task<Sample> Take(ReadingSource source, CancellationToken cancel)
        {
            Interlocked.Increment(ref asked);
            return new TaskCompletionSource<Sample>().Task;
        }
    }

    private sealed class BlockingSource(ManualResetEventSlim until) : IReadingSource
    {
        public bool Reads(ReadingSource source) => source is ReadingSource.Tcp;

        public Task<Sample> Take(ReadingSource source, CancellationToken cancel)
        {
            until.Wait(Patience, CancellationToken.None);
            return Task.FromResult(Sample.Of(1));
        }
    }

    private sealed class FastSource(TaskCompletionSource asked) : IReadingSource
    {
        public bool Reads(ReadingSource source) => source is ReadingSource.Http;

        public Task<Sample> Take(ReadingSource source, CancellationToken cancel)
        {
            asked.TrySetResult();
            return Task.FromResult(Sample.Of(7));
        }
    }

    private sealed class SlowBatch : IReadingBatch
    {
        private int asked;

        internal TaskCompletionSource<IReadOnlyList<Sample>> Answer { get; } = new();

        internal int Asked => Volatile.Read(ref asked);

        public bool Reads(ReadingSource source) => source is ReadingSource.Metric;

        public Task<IReadOnlyList<Sample>> Take(IReadOnlyList<ReadingSource> sources, CancellationToken cancel)
        {
            Interlocked.Increment(ref asked);
            return Answer.Task;
        }
    }
}
