using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Store.Sqlite;

/// <summary>The one writer: what queues up while a commit is under way shares the next commit, a savepoint for each caller.</summary>
/// <remarks>A caller waits at most for the commit under way and its own. A full queue makes callers wait for a place in it.</remarks>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MostQueued = 1024;
    private const int MostPerCommit = 512;

    // Synchronous continuations only wake the writer's thread; a caller's continuation never runs on it (QueuedWrite).
    private readonly Channel<QueuedWrite> _queue = Channel.CreateBounded<QueuedWrite>(
        new BoundedChannelOptions(MostQueued) { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WriteSession _session;
    private readonly string _database;
    private long _commits;

    internal SqliteWriter(SqliteConnection connection, string database)
    {
        _session = new WriteSession(connection);
        _database = database;
        new Thread(Run) { Name = "store writer", IsBackground = true }.Start();
    }

    /// <summary>Transactions committed so far.</summary>
    internal long Commits => Interlocked.Read(ref _commits);

    /// <summary>Runs work in the next transaction and answers when that is durable. Work that throws has written nothing.</summary>
    /// <remarks>Cancelled before its turn, it writes nothing; once its turn has come it is seen through.</remarks>
    internal async Task<T> Write<T>(Func<WriteSession, T> work, CancellationToken cancel)
    {
        var write = new QueuedWrite<T>(work, cancel);
        try
        {
            await _queue.Writer.WriteAsync(write, cancel);
        }
        catch (ChannelClosedException e)
        {
            throw new StoreUnavailableException("The store has been closed: incidentbot is stopping.", e);
        }

        return await write.Result;
    }

    /// <summary>Finishes what is queued and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended.Task;
    }

    private void Run()
    {
        var batch = new List<QueuedWrite>(MostPerCommit);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < MostPerCommit && _queue.Reader.TryRead(out var write)) batch.Add(write);
            Commit(batch);
            batch.Clear();
        }

        _session.Dispose();
        _ended.SetResult();
    }

    private void Commit(List<QueuedWrite> batch)
    {
        try
        {
            _session.Begin();
            foreach (var write in batch) write.Run(_session);
            _session.Commit();
            Interlocked.Increment(ref _commits);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Fail(batch, StoreTrouble.Explain(e, _database));
            return;
        }

        foreach (var write in batch) write.Acknowledge(_database);
    }

    private void Fail(List<QueuedWrite> batch, Exception trouble)
    {
        try
        {
            _session.Rollback();
        }
        catch (SqliteException e)
        {
            trouble = new AggregateException(trouble, e);
        }

        foreach (var write in batch) write.Fail(trouble);
    }
}
