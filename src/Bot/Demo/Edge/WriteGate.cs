namespace IncidentBot.Demo.Edge;

/// <summary>
/// Lets writes to one region pass or not. Closing is finished only when no write that had passed is still under way:
/// a fence that answered earlier would let a write land after it. Thread-safe.
/// </summary>
internal sealed class WriteGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _empty;
    private int _inside;
    private bool _closed;

    public bool Closed
    {
        get
        {
            lock (_lock)
            {
                return _closed;
            }
        }
    }

    /// <summary>Closed, and the last write that had passed has ended.</summary>
    public bool Quiet
    {
        get
        {
            lock (_lock)
            {
                return _closed && _inside == 0;
            }
        }
    }

    /// <summary>True if a write may pass; it must then <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            _inside++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_inside == 0)
            {
                _empty?.TrySetResult();
                _empty = null;
            }
        }
    }

    /// <summary>Refuses from now on; completes when the last write inside has left.</summary>
    public Task Close()
    {
        lock (_lock)
        {
            _closed = true;
            return _inside == 0
                ? Task.CompletedTask
                : (_empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void Open()
    {
        lock (_lock)
        {
            _closed = false;
        }
    }
}
