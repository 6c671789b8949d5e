using System.Threading.Channels;

namespace IncidentBot.Store;

/// <summary>Wakes the one consumer of a queue: raised at most once until it is waited for, and never lost. Begins raised.</summary>
internal sealed class Hint
{
    private readonly Channel<bool> _raised = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal Hint() => Raise();

    internal void Raise() => _raised.Writer.TryWrite(true);

    /// <summary>Completes when the hint is raised, and lowers it; or after <paramref name="atMost"/>.</summary>
    internal async Task Wait(TimeSpan atMost, TimeProvider clock, CancellationToken cancel)
    {
        using var timer = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timer.Token);
        try
        {
            await _raised.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The time is up: something hidden may have come due.
        }
    }
}
