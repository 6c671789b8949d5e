using System.Threading.Channels;

namespace IncidentBot.Store.Postgres;

/// <summary>What queues up while a commit is under way shares the next one. A full queue makes callers wait for a place in it.</summary>
internal sealed class GroupCommit<TItem, TResult> : IAsyncDisposable
{
    private const int MostQueued = 1024;
    private const int MostPerCommit = 256;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostQueued) { SingleReader = true });
    private readonly Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> _commit;
    private readonly Task _ended;

    /// <param name="commit">Commits items and answers for each, in their order; what it throws every caller of the batch gets.</param>
    internal GroupCommit(Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> commit)
    {
        _commit = commit;
        _ended = Task.Run(() => Run(CancellationToken.None));
    }

    /// <summary>Answers when the item is durable. Cancelled before its turn, it writes nothing; once its turn has come it is seen through.</summary>
    internal async Task<TResult> Add(TItem item, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var waiting = new Waiting(item, cancel);
        try
        {
            await _queue.Writer.WriteAsync(waiting, cancel);
        }
        catch (ChannelClosedException e)
        {
            throw new StoreUnavailableException("The store has been closed: incidentbot is stopping.", e);
        }

        return await waiting.Answer.Task;
    }

    /// <summary>Finishes what is queued.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended;
    }

    private async Task Run(CancellationToken never)
    {
        var batch = new List<Waiting>(MostPerCommit);
        while (await _queue.Reader.WaitToReadAsync(never))
        {
            while (batch.Count < MostPerCommit && _queue.Reader.TryRead(out var waiting))
            {
                if (waiting.Cancel.IsCancellationRequested) waiting.Answer.SetCanceled(waiting.Cancel);
                else batch.Add(waiting);
            }

            if (batch.Count > 0) await Commit(batch, never);
            batch.Clear();
        }
    }

    private async Task Commit(List<Waiting> batch, CancellationToken never)
    {
        never.ThrowIfCancellationRequested();
        try
        {
            var results = await _commit([.. batch.Select(w => w.Item)]);
            for (var i = 0; i < batch.Count; i++) batch[i].Answer.SetResult(results[i]);
        }
        catch (Exception e)
        {
            foreach (var waiting in batch) waiting.Answer.TrySetException(e);
        }
    }

    private sealed record Waiting(TItem Item, CancellationToken Cancel)
    {
        internal TaskCompletionSource<TResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
