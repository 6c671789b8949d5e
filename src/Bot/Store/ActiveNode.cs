namespace IncidentBot.Store;

/// <summary>Starts all duties when this node may act, and has ended all of them before it asks again: no work of an old term meets that of a new one.</summary>
/// <remarks>What takes in (HTTP, sockets) is not a duty: a node that stands by stores deliveries in the shared inbox.</remarks>
internal sealed class ActiveNode(IWorkLease lease, IEnumerable<Duty> duties, IHostApplicationLifetime life, ILogger<ActiveNode> log) : IHostedLifecycleService, IDisposable
{
    private readonly IReadOnlyList<IHostedService> work = [.. duties.Select(d => d.Work)];
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource hurry = new();
    private Task running = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After everything that duties rest on has started.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        running = Run(stopping.Token);
        return Task.CompletedTask;
    }

    /// <summary>Before anything that duties rest on stops, and before a slow request can use the host's patience up.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => End(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => End(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        stopping.Dispose();
        hurry.Dispose();
    }

    /// <summary>Returns when no duty is under way any more, or when the host's patience ends.</summary>
    private async Task End(CancellationToken cancellationToken)
    {
        await using var over = cancellationToken.Register(hurry.Cancel);
        await stopping.CancelAsync();
        await running;
    }

    private async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var tenure = await lease.Take(stop);
                log.LogInformation("This node works now, term {Term}", tenure.Term);

                // Handed on only when all has ended: work that goes on would meet that of the next term.
                if (await Work(tenure, stop)) await tenure.DisposeAsync();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogCritical(e, "The work of this node could not be begun or ended; the program stops");
                life.StopApplication();
                return;
            }
        }
    }

    /// <summary>Works until the tenure is over or the host stops; false if something was still under way when patience ended.</summary>
    private async Task<bool> Work(Tenure tenure, CancellationToken stop)
    {
        foreach (var duty in work) await duty.StartAsync(tenure.Over);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(tenure.Over, stop);
        var ended = Task.Delay(Timeout.InfiniteTimeSpan, end.Token);
        if (await Task.WhenAny([ended, .. work.OfType<BackgroundService>().Select(b => Failed(b, end.Token))]) is { IsFaulted: true } failed)
        {
            await end.CancelAsync();
            log.LogCritical(failed.Exception, "A duty of this node ended in a failure; the program stops");
            life.StopApplication();
        }

        // A step of an old term is given up at once; at a stop of the host it is seen through, as long as patience lasts.
        var patience = tenure.Over.IsCancellationRequested ? new CancellationToken(true) : hurry.Token;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience, tenure.Over);
        foreach (var duty in work.Reverse()) await duty.StopAsync(either.Token);
        return await Drained(work.OfType<BackgroundService>().Select(b => b.ExecuteTask ?? Task.CompletedTask), hurry.Token);
    }

    /// <summary>Completes in failure when the duty fails; never otherwise, before the end.</summary>
    private static async Task Failed(BackgroundService duty, CancellationToken end)
    {
        try
        {
            await (duty.ExecuteTask ?? Task.CompletedTask);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, end);
    }

    private static async Task<bool> Drained(IEnumerable<Task> tasks, CancellationToken hurry)
    {
        var all = Task.WhenAll(tasks);
        return await Task.WhenAny(all, Task.Delay(Timeout.InfiniteTimeSpan, hurry)) == all;
    }
}
