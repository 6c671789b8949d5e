using IncidentBot.Store;

namespace IncidentBot.Telemetry;

/// <summary>Looks at the queues now and then, so that their age and what was set aside can be watched, and readiness told.</summary>
internal sealed class QueueWatch(IOutbox outbox, IInbox inbox, TimeProvider clock, ILogger<QueueWatch> log) : BackgroundService
{
    private const int MostParked = 1000;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    private volatile Seen? seen;

    /// <summary>What was seen last; null before the first look, and while the store does not answer.</summary>
    internal Seen? Now => seen;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Instruments.Observe("incidentbot.outbox.waiting", "{message}", "Messages that wait to be sent", () => seen?.Waiting);
        Instruments.Observe("incidentbot.outbox.age", "s", "Age of the oldest message that waits to be sent", () => seen?.OldestAt is { } oldest ? (clock.GetUtcNow() - oldest).TotalSeconds : seen is null ? null : 0);
        Instruments.Observe("incidentbot.inbox.waiting", "{delivery}", "Deliveries that wait to be handled", () => seen?.Inbox.Waiting);
        Instruments.Observe("incidentbot.inbox.parked", "{delivery}", "Deliveries that were set aside for a person", () => seen?.Parked);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var age = await outbox.Age(stoppingToken);
                seen = new Seen(age.Waiting, age.OldestAt, (await inbox.Parked(MostParked, stoppingToken)).Count, await inbox.Load(stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (seen is not null)
                {
                    log.LogWarning("The queues cannot be looked at: {Reason}", e.Message);
                }

                seen = null;
            }

            await Task.Delay(Between, clock, stoppingToken);
        }
    }

    /// <summary>The queues as they were seen.</summary>
    internal sealed record Seen(int Waiting, DateTimeOffset? OldestAt, int Parked, InboxLoad Inbox);
}
