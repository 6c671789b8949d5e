using System.Diagnostics.CodeAnalysis;
using IncidentBot.Store;
using IncidentBot.Store.Sqlite;
using Xunit;

namespace IncidentBot.Bot.Tests.Store;

public sealed class SqliteWriterTests : IAsyncDisposable
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStore _store;

    public SqliteWriterTests() => _store = SqliteStore.Open(_folder.Path, TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_queues_up_behind_a_commit_shares_the_next()
    {
        var release = Block(out var blocked);
        var before = _store.Writer.Commits;
        var adds = Enumerable.Range(0, 200).Select(Add).ToList();
        release.SetResult();
        await blocked;
        Assert.All(await Task.WhenAll(adds), r => Assert.Equal(InboxReceipt.Accepted, r));
        Assert.Equal(2, _store.Writer.Commits - before);
    }

    [Fact]
    public async Task A_lone_caller_commits_on_its_own_thread_and_has_its_answer_at_once()
    {
        var before = _store.Writer.Commits;
        var write = _store.Writer.Write(_ => Environment.CurrentManagedThreadId, Cancel);
        Assert.True(write.IsCompletedSuccessfully);
        Assert.Equal(Environment.CurrentManagedThreadId, await write);
        Assert.Equal(1, _store.Writer.Commits - before);
    }

    [Fact]
    public async Task One_caller_s_failure_undoes_its_own_part_only()
    {
        var release = Block(out var blocked);
        var good = Add(1);
        var bad = _store.Writer.Write<int>(
            session =>
            {
                session.Execute("INSERT INTO checkpoints (follower, position) VALUES ('bad', 1)");
                throw new InvalidOperationException("a bug");
            },
            Cancel);
        var alsoGood = Add(2);
        release.SetResult();
        await blocked;
        Assert.Equal("a bug", (await Assert.ThrowsAsync<InvalidOperationException>(() => bad)).Message);
        Assert.Equal([InboxReceipt.Accepted, InboxReceipt.Accepted], await Task.WhenAll(good, alsoGood));
        Assert.Equal(0, await _store.Checkpoints.Read("bad", Cancel));
        Assert.Equal(2, (await _store.Inbox.Pending(9, Cancel)).Count);
    }

    [Fact]
    public async Task A_caller_that_gives_up_before_its_turn_has_written_nothing()
    {
        var release = Block(out var blocked);
        using var impatient = new CancellationTokenSource();
        var add = _store.Inbox.Add(new("k", "1", "", T0), impatient.Token);
        await impatient.CancelAsync();
        release.SetResult();
        await blocked;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => add);
        Assert.Empty(await _store.Inbox.Pending(9, Cancel));
    }

    [Fact]
    public async Task A_full_disk_is_said_plainly_and_the_store_works_again_when_there_is_room()
    {
        // The page limit answers as a full disk does: SQLITE_FULL.
        await _store.Writer.Write(session => session.Scalar("PRAGMA max_page_count = 40"), Cancel);
        var message = await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.Inbox.Add(new("k", "big", new string('x', 1_000_000), T0), Cancel));
        Assert.Contains("is full. Free some space", message.Message, StringComparison.Ordinal);
        Assert.Empty(await _store.Inbox.Pending(9, Cancel));
        await _store.Writer.Write(session => session.Scalar("PRAGMA max_page_count = 4294967294"), Cancel);
        Assert.Equal(InboxReceipt.Accepted, await _store.Inbox.Add(new("k", "big", new string('x', 1_000_000), T0), Cancel));
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_is_said_plainly()
    {
        await _store.Writer.Write(session => session.Execute("PRAGMA query_only = 1"), Cancel);
        var message = await Assert.ThrowsAsync<StoreUnavailableException>(() => Add(1));
        Assert.Contains("cannot be written. Make the file", message.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_commit_is_on_the_disk_before_it_is_acknowledged()
    {
        Assert.Equal(2L, await _store.Writer.Write(session => session.Scalar("PRAGMA synchronous"), Cancel));
        Assert.Equal("wal", await _store.Writer.Write(session => session.Scalar("PRAGMA journal_mode"), Cancel));
    }

    [Fact]
    public async Task The_log_refuses_changes_and_deletions()
    {
        await _store.Events.Append([new("s", 0, [new("a.v1", "{}", T0)])], null, Cancel);
        foreach (var sql in new[] { "UPDATE events SET data = '[]'", "DELETE FROM events" })
        {
            var e = await Assert.ThrowsAnyAsync<Exception>(() => _store.Writer.Write(session => session.Execute(sql), Cancel));
            Assert.Contains("append-only", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal("{}", Assert.Single(await _store.Events.ReadStream("s", 0, Cancel)).Data);
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        await _store.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Add(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.Inbox.Pending(1, Cancel));
    }

    /// <summary>Keeps the writer busy until it is released.</summary>
    [SuppressMessage("Usage", "xUnit1031", Justification = "The thread that writes is what is blocked.")]
    private TaskCompletionSource Block(out Task<int> blocked)
    {
        var entered = new ManualResetEventSlim();
        var release = new TaskCompletionSource();
        // A lone caller commits on its own thread, which therefore must not be the test's.
        blocked = Task.Run(
            () => _store.Writer.Write(
                _ =>
                {
                    entered.Set();
                    release.Task.GetAwaiter().GetResult();
                    return 0;
                },
                Cancel),
            Cancel);
        Assert.True(entered.Wait(TimeSpan.FromSeconds(60), Cancel));
        return release;
    }

    private Task<InboxReceipt> Add(int n) => _store.Inbox.Add(new("k", $"{n}", "", T0), Cancel);
}
