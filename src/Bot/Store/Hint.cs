namespace IncidentBot.Store;

/// <summary>Wakes whoever waits for a queue, and stays raised until someone has waited: it may come for nothing, and is never lost.</summary>
/// <remarks>Begins raised. All waiters are woken, so that a call that was given up takes no hint from the one that goes on.</remarks>
internal sealed class Hint
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _raised = true;

    internal void Raise()
    {
        lock (_gate)
        {
            _raised = true;
            _woken.SetResult();
            _woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Completes when the hint is raised, or after <paramref name="atMost"/>.</summary>
    internal async Task Wait(TimeSpan atMost, TimeProvider clock, CancellationToken cancel)
    {
        Task woken;
        lock (_gate)
        {
            if (_raised)
            {
                _raised = false;
                return;
            }

            woken = _woken.Task;
        }

        try
        {
            await woken.WaitAsync(atMost, clock, cancel);
        }
        catch (TimeoutException)
        {
            // Something hidden may have come due.
        }
    }
}
