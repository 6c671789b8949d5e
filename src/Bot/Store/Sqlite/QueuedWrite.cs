namespace IncidentBot.Store.Sqlite;

/// <summary>One caller's part of a transaction.</summary>
internal abstract class QueuedWrite
{
    /// <summary>Does the work, all of it or none; throws only when the whole transaction is lost.</summary>
    internal abstract void Run(WriteSession session);

    /// <summary>Answers the caller after the commit.</summary>
    internal abstract void Acknowledge(string database);

    /// <summary>Answers the caller when the transaction was lost.</summary>
    internal abstract void Fail(Exception trouble);
}

/// <summary>One caller's part of a transaction, and the answer it waits for.</summary>
/// <param name="single">True for work of one statement, which is all or nothing by itself and needs no savepoint.</param>
internal sealed class QueuedWrite<T>(Func<WriteSession, T> work, bool single, CancellationToken cancel) : QueuedWrite
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _trouble;
    private bool _cancelled;

    internal Task<T> Result => _answer.Task;

    internal override void Run(WriteSession session)
    {
        _cancelled = cancel.IsCancellationRequested;
        if (_cancelled) return;
        if (!single) session.BeginPart();
        try
        {
            _result = work(session);
        }
        catch (Exception e) when (session.InTransaction)
        {
            if (!single) session.UndoPart();
            _trouble = e;
        }

        if (!single) session.EndPart();
    }

    internal override void Acknowledge(string database)
    {
        if (_cancelled) _answer.SetCanceled(cancel);
        else if (_trouble is not null) _answer.SetException(StoreTrouble.Explain(_trouble, database));
        else _answer.SetResult(_result!);
    }

    internal override void Fail(Exception trouble)
    {
        if (_cancelled) _answer.SetCanceled(cancel);
        else _answer.SetException(trouble);
    }
}
