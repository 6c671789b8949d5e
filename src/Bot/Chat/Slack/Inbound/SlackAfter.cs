using System.Collections.Concurrent;

namespace IncidentBot.Chat.Slack.Inbound;

/// <summary>What is done right after an acknowledgement: modals and Home. Nothing in it is the only copy of anything.</summary>
internal sealed class SlackAfter(ILogger<SlackAfter> log) : IHostedService, IDisposable
{
    /// <summary>At a time; each is a call or two of Slack.</summary>
    internal const int Most = 256;

    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Task, bool> running = new();

    internal void Run(Func<CancellationToken, Task> work)
    {
        if (running.Count >= Most)
        {
            log.LogWarning("A form or the Home tab is not shown: {Count} are being shown already", Most);
            return;
        }

        var task = Task.Run(() => Guarded(work, stopping.Token));
        running[task] = true;
        task.ContinueWith(done => running.TryRemove(done, out _), TaskScheduler.Default);
    }

    public Task StartAsync(CancellationToken cancel) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancel)
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running.Keys).WaitAsync(cancel);
    }

    public void Dispose() => stopping.Dispose();

    private async Task Guarded(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        try
        {
            await work(cancel);
        }
        catch (OperationCanceledException)
        {
            // The bot stops.
        }
        catch (Exception e) when (e is Api.SlackErrorException or ChatUnavailableException)
        {
            log.LogWarning("A form or the Home tab could not be shown: {Reason}", e.Message);
        }
        catch (Exception e)
        {
            log.LogError(e, "What follows a Slack delivery failed");
        }
    }
}
