using IncidentBot.Wakeups;

namespace IncidentBot.Store;

/// <summary>Forgets deliveries that were handled long ago, and with them their keys.</summary>
internal sealed class InboxPruning(IInbox inbox, TimeProvider clock) : ISweep
{
    public string Name => "handled-deliveries";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public Task Sweep(CancellationToken cancel) => inbox.Forget(clock.GetUtcNow() - IInbox.Remembered, cancel);
}
