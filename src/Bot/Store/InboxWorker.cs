namespace IncidentBot.Store;

/// <summary>Hands deliveries to their handlers in order of arrival; one that keeps failing is set aside for a person, and holds nothing up.</summary>
internal sealed class InboxWorker(IInbox inbox, IEnumerable<IInboxHandler> handlers, TimeProvider clock, ILogger<InboxWorker> log) : BackgroundService
{
    private const int Most = 500;
    private const int Attempts = 10;

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(48);

    private readonly Dictionary<string, IInboxHandler> byKind =
        handlers.SelectMany(h => h.Kinds.Select(kind => (kind, h))).ToDictionary(p => p.kind, p => p.h);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var forgetAt = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (clock.GetUtcNow() >= forgetAt)
                {
                    await inbox.Forget(clock.GetUtcNow() - KeptFor, stoppingToken);
                    forgetAt = clock.GetUtcNow() + TimeSpan.FromHours(1);
                }

                var pending = await inbox.Pending(Most, stoppingToken);
                foreach (var run in Runs(pending))
                {
                    await Handle(run, stoppingToken);
                }

                if (pending.Count == 0)
                {
                    await inbox.Arrived(stoppingToken).WaitAsync(TimeSpan.FromSeconds(1), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The inbox cannot be read; trying again in a second");
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
        }
    }

    /// <summary>Neighbours of one handler, at most as many as it likes.</summary>
    private IEnumerable<List<InboxEntry>> Runs(IReadOnlyList<InboxEntry> pending)
    {
        var run = new List<InboxEntry>();
        foreach (var entry in pending)
        {
            if (run.Count > 0 && (byKind.GetValueOrDefault(entry.Kind) != byKind.GetValueOrDefault(run[0].Kind)
                || run.Count >= (byKind.GetValueOrDefault(entry.Kind)?.Batch ?? 1) || entry.Attempts > 0))
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

        try
        {
            await handler.Handle(run, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "{Count} deliveries of kind {Kind} failed, the first with id {Id}", run.Count, run[0].Kind, run[0].Id);
            foreach (var entry in run)
            {
                await TryLater(entry, e, cancel);
            }
        }
    }

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
