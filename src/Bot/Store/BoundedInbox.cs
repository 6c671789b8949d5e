using System.Globalization;

namespace IncidentBot.Store;

/// <summary>
/// An inbox with a bound. Beyond it nothing is taken, which is our own trouble: every door answers 503, every queue keeps its message. What people say in chats is refused, too, while as many messages wait to be sent: each would be answered by another. Alarms
/// are not, for they make few messages, and a chat that is down must not cost an alarm.
/// </summary>
/// <remarks>
/// Counted once a second while deliveries come, and more often while full; in between own additions are added up. So several nodes together may
/// exceed the bound by what they take within a second.
/// </remarks>
internal sealed class BoundedInbox(IInbox inbox, IOutbox outbox, WriteWatch watch, int most, TimeProvider clock) : IInbox
{
    /// <summary>The inbox kind of what people say and press in chats.</summary>
    private const string Said = "chat";

    private static readonly TimeSpan Usually = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhileFull = TimeSpan.FromMilliseconds(100);

    private int counting;
    private long countedAt;
    private int waiting;
    private int toSend;

    public async Task<InboxReceipt> Add(InboxItem item, CancellationToken cancel)
    {
        await Count(cancel);
        if (Volatile.Read(ref waiting) >= most)
        {
            throw Full(string.Create(CultureInfo.InvariantCulture, $"{most:N0} deliveries wait to be handled"));
        }

        if (Volatile.Read(ref toSend) >= most && item.Kind == Said)
        {
            throw Full(string.Create(CultureInfo.InvariantCulture, $"{most:N0} messages wait to be sent"));
        }

        var receipt = await watch.Of(c => inbox.Add(item, c), cancel);
        if (receipt == InboxReceipt.Accepted)
        {
            Interlocked.Increment(ref waiting);
        }

        return receipt;
    }

    public async Task<InboxLoad> Load(CancellationToken cancel) => (await inbox.Load(cancel)) with { Most = most };

    public Task<IReadOnlyList<InboxEntry>> Pending(int max, CancellationToken cancel) => inbox.Pending(max, cancel);

    public Task Done(IReadOnlyList<long> ids, CancellationToken cancel) => inbox.Done(ids, cancel);

    public Task Retry(long id, string reason, DateTimeOffset notBefore, CancellationToken cancel) => inbox.Retry(id, reason, notBefore, cancel);

    public Task Park(long id, string reason, CancellationToken cancel) => inbox.Park(id, reason, cancel);

    public Task<IReadOnlyList<InboxEntry>> Parked(int max, CancellationToken cancel) => inbox.Parked(max, cancel);

    public Task<int> Forget(DateTimeOffset before, CancellationToken cancel) => inbox.Forget(before, cancel);

    public Task Arrived(CancellationToken cancel) => inbox.Arrived(cancel);

    /// <summary>Counts anew if that was long ago, by one caller at a time; the others go by what is known.</summary>
    private async Task Count(CancellationToken cancel)
    {
        var isFull = Volatile.Read(ref waiting) >= most || Volatile.Read(ref toSend) >= most;
        var last = Volatile.Read(ref countedAt);
        if ((last != 0 && clock.GetElapsedTime(last) < (isFull ? WhileFull : Usually)) || Interlocked.Exchange(ref counting, 1) == 1)
        {
            return;
        }

        try
        {
            Volatile.Write(ref waiting, (await inbox.Load(cancel)).Waiting);
            Volatile.Write(ref toSend, (await outbox.Age(cancel)).Waiting);
            Volatile.Write(ref countedAt, clock.GetTimestamp());
        }
        finally
        {
            Volatile.Write(ref counting, 0);
        }
    }

    private static StoreUnavailableException Full(string what) =>
        new($"{what}, as many as Store:MostPending allows: nothing more is taken until there are fewer. The log says what holds them up.");
}
