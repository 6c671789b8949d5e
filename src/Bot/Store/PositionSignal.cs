namespace IncidentBot.Store;

/// <summary>The last position known to be in the log, for any number of followers that wait to get past theirs.</summary>
internal sealed class PositionSignal(long position)
{
    private readonly Lock _gate = new();
    private long _position = position;
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Reached(long position)
    {
        lock (_gate)
        {
            if (position <= _position) return;
            _position = position;
            _moved.SetResult();
            _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    internal async Task Past(long position, CancellationToken cancel)
    {
        for (Task moved; (moved = Moved(position)) != Task.CompletedTask;) await moved.WaitAsync(cancel);
    }

    private Task Moved(long position)
    {
        lock (_gate) return _position > position ? Task.CompletedTask : _moved.Task;
    }
}
