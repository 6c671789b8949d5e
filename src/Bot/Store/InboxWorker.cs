using IncidentBot.Telemetry;

namespace IncidentBot.Store;

/// <summary>Hands deliveries to their handlers in order of arrival; one that keeps failing is set aside for a person, and holds nothing up.</summary>
internal sealed class InboxWorker(IInbox inbox, IEnumerable<IInboxHandler> handlers, TimeProvider clock, ILogger<InboxWorker> log) : BackgroundService
{
    private const int Most = 500;
    private const int Attempts = 10;

    private readonly Dictionary<string, IInboxHandler> byKind =
        handlers.SelectMany(h => h.Kinds.Select(kind => (kind, h))).ToDictionary(p => p.kind, p => p.h);

    /// <summary>Deliveries that a handler returned from since the last look: none of them may be pending still.</summary>
    private readonly HashSet<long> handled = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        handled.Clear();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await Work(stoppingToken))
                {
                    await inbox.Arrived(stoppingToken);
                }
            }
            catch (TermOverException e)
            {
                log.LogInformation("The inbox is left to the node that works now: {Reason}", e.Message);
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "The inbox cannot be worked on; trying again in a second");
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
        }
    }

    /// <summary>Handles what is pending; false if nothing was.</summary>
    private async Task<bool> Work(CancellationToken cancel)
    {
        var pending = await inbox.Pending(Most, cancel);
        var left = pending.Where(e => handled.Contains(e.Id)).ToList();
        handled.Clear();
        if (left.Count > 0)
        {
            // It would come again at once, for ever.
            await Fail(left, new InvalidOperationException($"The handler of '{left[0].Kind}' returned without marking the delivery as done."), cancel);
            return true;
        }

        foreach (var run in Runs(pending))
        {
            await Handle(run, cancel);
        }

        return pending.Count > 0;
    }

    /// <summary>Neighbours of one handler, at most as many as it likes; what has failed before is tried alone.</summary>
    private IEnumerable<List<InboxEntry>> Runs(IReadOnlyList<InboxEntry> pending)
    {
        var run = new List<InboxEntry>();
        foreach (var entry in pending)
        {
            var handler = byKind.GetValueOrDefault(entry.Kind);
            if (run.Count > 0 && (handler != byKind.GetValueOrDefault(run[0].Kind)
                || run.Count >= (handler?.Batch ?? 1) || entry.Attempts > 0 || run[0].Attempts > 0))
            {
                yield return run;
                run = [];
            }

            run.Add(entry);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private async Task Handle(List<InboxEntry> run, CancellationToken cancel)
    {
        if (!byKind.TryGetValue(run[0].Kind, out var handler))
        {
            foreach (var entry in run)
            {
                await inbox.Park(entry.Id, $"Nothing here handles deliveries of kind '{entry.Kind}'.", cancel);
            }

            return;
        }

        using var span = Instruments.Trace("delivery");
        span?.SetTag("kind", run[0].Kind);
        try
        {
            await handler.Handle(run, cancel);
            handled.UnionWith(run.Select(e => e.Id));
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is not TermOverException)
        {
            await Fail(run, e, cancel);
        }
    }

    private async Task Fail(List<InboxEntry> run, Exception failure, CancellationToken cancel)
    {
        log.LogError(failure, "{Count} deliveries of kind {Kind} failed, the first with id {Id}", run.Count, run[0].Kind, run[0].Id);
        foreach (var entry in run)
        {
            await TryLater(entry, failure, cancel);
        }
    }

    /// <summary>Of those that are done nothing changes.</summary>
    private async Task TryLater(InboxEntry entry, Exception failure, CancellationToken cancel)
    {
        if (entry.Attempts + 1 >= Attempts)
        {
            await inbox.Park(entry.Id, failure.Message, cancel);
            return;
        }

        var pause = TimeSpan.FromSeconds(Math.Min(300, 0.5 * Math.Pow(2, entry.Attempts)));
        await inbox.Retry(entry.Id, failure.Message, clock.GetUtcNow() + pause, cancel);
    }
}
