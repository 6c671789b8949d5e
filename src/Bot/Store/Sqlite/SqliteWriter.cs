using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Store.Sqlite;

/// <summary>The one writer: what queues up while a commit is under way shares the next commit, a savepoint for each caller.</summary>
/// <remarks>
/// A caller that finds nobody writing or waiting commits on its own thread; all others leave their work to the writer's thread.
/// A caller waits at most for the commit under way and its own. A full queue makes callers wait for a place in it.
/// </remarks>
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

    /// <summary>Held by whoever writes: the session and <see cref="_closed"/> belong to the holder.</summary>
    private readonly Lock _turn = new();
    private bool _closed;

    private int _queued;
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
    internal Task<T> Write<T>(Func<WriteSession, T> work, CancellationToken cancel) => Write(work, false, cancel);

    /// <summary>The same for a single statement, which costs a third of what it costs with a savepoint around it.</summary>
    internal Task<int> Execute(string sql, (string Name, object? Value)[] parameters, CancellationToken cancel) =>
        Write(session => session.Execute(sql, parameters), true, cancel);

    private async Task<T> Write<T>(Func<WriteSession, T> work, bool single, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var write = new QueuedWrite<T>(work, single, cancel);
        if (!Alone(write)) await Queue(write, cancel);
        return await write.Result;
    }

    /// <summary>Finishes what is queued and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended.Task;
    }

    /// <summary>Commits at once, on the caller's thread, if nobody writes or waits for it; false if the caller has to queue up.</summary>
    private bool Alone(QueuedWrite write)
    {
        // Nobody overtakes: where something is queued, the next commit is the queue's.
        if (Volatile.Read(ref _queued) > 0 || !_turn.TryEnter()) return false;
        try
        {
            if (_closed) return false;
            Commit([write]);
            return true;
        }
        finally
        {
            _turn.Exit();
        }
    }

    private async Task Queue(QueuedWrite write, CancellationToken cancel)
    {
        Interlocked.Increment(ref _queued);
        try
        {
            await _queue.Writer.WriteAsync(write, cancel);
        }
        catch (Exception e)
        {
            Interlocked.Decrement(ref _queued);
            if (e is ChannelClosedException) throw new StoreUnavailableException("The store has been closed: incidentbot is stopping.", e);
            throw;
        }
    }

    private void Run()
    {
        var batch = new List<QueuedWrite>(MostPerCommit);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            lock (_turn)
            {
                while (batch.Count < MostPerCommit && _queue.Reader.TryRead(out var write)) batch.Add(write);
                Interlocked.Add(ref _queued, -batch.Count);
                Commit(batch);
            }

            batch.Clear();
        }

        lock (_turn)
        {
            _closed = true;
            _session.Dispose();
        }

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
