using System.Collections.Concurrent;
using IncidentBot.Store;
using IncidentBot.Store.Postgres;
using Npgsql;
using Xunit;

namespace IncidentBot.Bot.Tests.Store.Postgres;

/// <summary>Nodes on one database: one works at a time, under a larger term each time, and who was stopped or cut off cannot act any more.</summary>
public sealed class PostgresLeaseTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ConcurrentBag<PostgresStore> nodes = [];
    private readonly TemporaryFolder folder = new();
    private string connection = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        connection = PostgresServer.Shared.NewDatabase();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task One_node_works_and_hands_on_to_the_next_at_once_under_a_larger_term()
    {
        var (first, second) = (await Node(lease: "5m", every: "1m"), await Node(lease: "5m", every: "1m"));
        var tenure = await first.Lease.Take(Cancel);
        var waiting = second.Lease.Take(Cancel);
        Assert.Equal((1L, 1L, null), (tenure.Term, first.Lease.Term, second.Lease.Term));
        await Assert.ThrowsAsync<TermOverException>(() => Append(second, 0));
        await Append(first, 0);
        Assert.False(waiting.IsCompleted);

        await tenure.DisposeAsync();
        var next = await waiting.WaitAsync(Deadline, Cancel);
        Assert.Equal((2L, null, 2L), (next.Term, first.Lease.Term, second.Lease.Term));
        await Append(second, 1);
        await Assert.ThrowsAsync<TermOverException>(() => Append(first, 2));
        await next.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_is_gone_is_followed_when_its_lease_has_run_out()
    {
        var gone = await Node(clock: new PausedTime());
        await gone.Lease.Take(Cancel);
        var next = await Node();
        await using var tenure = await next.Lease.Take(Cancel).WaitAsync(Deadline, Cancel);
        Assert.Equal(2, tenure.Term);
    }

    [Fact]
    public async Task A_paused_node_that_believes_in_its_lease_still_is_refused_by_the_store_and_ends_its_work()
    {
        // Paused: its clock stands still, so that neither a timer nor a look at the clock tells it.
        var paused = await Node(clock: new PausedTime());
        var old = await paused.Lease.Take(Cancel);
        await Append(paused, 0);
        var next = await Node();
        await using var tenure = await next.Lease.Take(Cancel).WaitAsync(Deadline, Cancel);
        Assert.Equal(old.Term, paused.Lease.Term);

        await Assert.ThrowsAsync<TermOverException>(() => Append(paused, 1));
        Assert.Single(await next.Events.ReadStream("INC-1", 0, Cancel));
        Assert.Null(paused.Lease.Term);
        await Eventually.Holds(() => old.Over.IsCancellationRequested, "told its work to end", Cancel);
        await Append(next, 1);
        await old.DisposeAsync();
        await Append(next, 2);
    }

    [Fact]
    public async Task A_node_that_cannot_renew_ends_its_work_by_its_own_clock()
    {
        var node = await Node();
        var tenure = await node.Lease.Take(Cancel);
        await using var other = await Open();
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await using (var hold = new NpgsqlCommand("SELECT 1 FROM leases FOR UPDATE", other, transaction)) await hold.ExecuteScalarAsync(Cancel);

        await Eventually.Holds(() => tenure.Over.IsCancellationRequested, "ended", Cancel);
        Assert.Null(node.Lease.Term);
        await transaction.RollbackAsync(Cancel);

        // Over is over: a renewal that comes through late changes nothing.
        Assert.Null(node.Lease.Term);
        await Assert.ThrowsAsync<TermOverException>(() => Append(node, 0));
        await tenure.DisposeAsync();
        Assert.Equal(2, (await node.Lease.Take(Cancel).WaitAsync(Deadline, Cancel)).Term);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_clock_that_jumps_by_a_day_moves_no_lease(int days)
    {
        var jumping = new JumpingTime();
        var (holder, standby) = (await Node(clock: jumping), await Node(clock: jumping));
        await using var tenure = await holder.Lease.Take(Cancel);
        var waiting = standby.Lease.Take(Cancel);
        jumping.Jump = TimeSpan.FromDays(days);
        await Do($"UPDATE leases SET expires_at = now() - interval '{days} day'");
        var renewed = await Renewals() + 10;
        await Eventually.Holds(async () => await Renewals() >= renewed, "renewed ten times", Cancel);
        Assert.Equal((1L, false, false), (holder.Lease.Term, tenure.Over.IsCancellationRequested, waiting.IsCompleted));
    }

    [Fact]
    public async Task Who_stops_in_the_midst_of_an_append_keeps_nobody_from_going_on()
    {
        var node = await Node(lease: "30s", every: "1s");
        await using var tenure = await node.Lease.Take(Cancel);
        await using var stuck = PostgresConnections.To(PostgresNode.Options(connection).Postgres);
        await using var idle = await stuck.Open(Cancel);
        await using (var begin = new NpgsqlCommand("BEGIN; SELECT pg_advisory_xact_lock(1229866583, hashtext(current_schema()))", idle)) await begin.ExecuteNonQueryAsync(Cancel);
        var append = Append(node, 0);
        await append.WaitAsync(Deadline, Cancel);
        Assert.Single(await node.Events.ReadStream("INC-1", 0, Cancel));
        await using var ended = new NpgsqlCommand("SELECT 1", idle);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ended.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task Of_eight_nodes_that_ask_at_once_one_works()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Node(lease: "5m", every: "1m")));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var asked = all.Select(n => n.Lease.Take(enough.Token)).ToList();
        await using var tenure = await (await Task.WhenAny(asked));
        Assert.Single(all, n => n.Lease.Term == 1);
        await enough.CancelAsync();
        Assert.Equal(7, (await Task.WhenAll(asked.Select(a => a.ContinueWith(t => t.IsCanceled, TaskScheduler.Default)))).Count(c => c));
    }

    private async Task<PostgresStore> Node(string lease = "1500ms", string every = "200ms", TimeProvider? clock = null)
    {
        var options = PostgresNode.Options(connection, folder.Path, lease, every);
        var node = await PostgresStore.Open(options, PostgresTuning.Node with { Signs = false }, clock ?? TimeProvider.System, null, Cancel);
        nodes.Add(node);
        return node;
    }

    private static async Task Append(PostgresStore node, long expected) => Assert.IsType<AppendResult.Appended>(
        await node.Events.Append([new StreamAppend("INC-1", expected, [new NewEvent("note.added.v1", """{"text":"x"}""", DateTimeOffset.UtcNow)])], null, Cancel));

    private async Task<NpgsqlConnection> Open()
    {
        var own = new NpgsqlConnection(connection + ";Pooling=false;Search Path=incidentbot");
        await own.OpenAsync(Cancel);
        return own;
    }

    private async Task<long> Renewals()
    {
        await using var own = await Open();
        await using var command = new NpgsqlCommand("SELECT renewals FROM leases", own);
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private async Task Do(string sql)
    {
        await using var own = await Open();
        await using var command = new NpgsqlCommand(sql, own);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>A process that was stopped: time stands still for it, and no timer rings.</summary>
    private sealed class PausedTime : TimeProvider
    {
        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A wall clock that somebody sets, over a monotonic one that nobody can.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        internal TimeSpan Jump { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Jump;
    }
}
