using IncidentBot.Workflow;

namespace IncidentBot.Failover;

/// <summary>An action's time limit: what has not ended by then is late, and its effect unknown.</summary>
internal static class TimeLimit
{
    internal static async Task<StepResult> On(Func<CancellationToken, Task<StepResult>> act, TimeSpan limit, TimeProvider clock, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            return await act(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return StepResult.Late($"It took longer than {Durations.Text(limit)}.");
        }
    }

    /// <summary>Waits a fixed time.</summary>
    internal static async Task<StepResult> Wait(TimeSpan span, TimeProvider clock, CancellationToken cancel)
    {
        await Task.Delay(span, clock, cancel);
        return StepResult.Good($"Waited {Durations.Text(span)}.");
    }
}
