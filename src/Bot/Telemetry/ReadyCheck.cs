using System.Globalization;
using IncidentBot.Plans;
using IncidentBot.Store;

namespace IncidentBot.Telemetry;

/// <summary>Whether this process can do its work now, in lines for people, and by 200 or 503 for a load balancer.</summary>
internal sealed class ReadyCheck(IEventStore store, WriteWatch writes, QueueWatch queues, IPlanCatalog plans, IHostApplicationLifetime life, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    internal async Task<IResult> Answer(CancellationToken cancel)
    {
        var stopping = life.ApplicationStopping.IsCancellationRequested;
        var trouble = await Store(cancel);
        var lines = new List<string>
        {
            trouble is null ? $"store: answers{Slowness()}" : $"store: {trouble}",
            string.Create(CultureInfo.InvariantCulture, $"plans: {plans.All.Count} read"),
            Queue(),
            Inbox(),
        };
        if (stopping)
        {
            lines.Insert(0, "stopping: no new work is taken");
        }

        var ready = trouble is null && !stopping && queues.Now is not { Inbox.IsFull: true };
        return Results.Text(string.Join('\n', lines.Prepend(ready ? "ready" : "not ready")) + "\n", statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Null if the store answered.</summary>
    private async Task<string?> Store(CancellationToken cancel)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        soon.CancelAfter(Patience);
        try
        {
            await store.ReadAll(long.MaxValue - 1, 1, soon.Token);

            // A full disk is read from as ever.
            return writes.FailedAgo is { } ago ? string.Create(CultureInfo.InvariantCulture, $"answers, but took no write {ago.TotalSeconds:0} s ago; the log says why") : null;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return "does not answer within 2 s";
        }
        catch (StoreUnavailableException)
        {
            // Why is in the log: this page may be seen by strangers.
            return "cannot be used; the log says why";
        }
    }

    private string Inbox() => queues.Now is not { } seen ? "inbox: unknown"
        : string.Create(CultureInfo.InvariantCulture, $"inbox: {seen.Inbox.Waiting} wait{(seen.Inbox.IsFull ? ", as many as may: no delivery is taken, and senders keep them" : "")}");

    private string Slowness() => writes.Took is { } took && took > TimeSpan.FromSeconds(1) ? string.Create(CultureInfo.InvariantCulture, $", and took {took.TotalSeconds:0.0} s for the last write") : "";

    private string Queue() => queues.Now is not { } seen ? "outbox: unknown"
        : seen.OldestAt is not { } oldest ? "outbox: nothing waits"
        : string.Create(CultureInfo.InvariantCulture, $"outbox: {seen.Waiting} wait, the oldest for {(clock.GetUtcNow() - oldest).TotalSeconds:0} s");
}
