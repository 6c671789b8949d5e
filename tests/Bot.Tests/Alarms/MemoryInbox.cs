using System.Collections.Concurrent;
using IncidentBot.Store;

namespace IncidentBot.Bot.Tests.Alarms;

/// <summary>The part of an inbox that the endpoints use, in memory, with a switch that makes it fail as a full disk does.</summary>
internal sealed class MemoryInbox : IInbox
{
    private readonly ConcurrentDictionary<(string Kind, string Key), InboxEntry> _entries = new();
    private long _last;

    internal bool Unavailable { get; set; }

    internal IReadOnlyList<InboxEntry> Entries => [.. _entries.Values.OrderBy(e => e.Id)];

    public Task<InboxReceipt> Add(InboxItem item, CancellationToken cancel)
    {
        if (Unavailable)
        {
            throw new StoreUnavailableException("The disk is full: free some space.");
        }

        var entry = new InboxEntry(Interlocked.Increment(ref _last), item.Kind, item.Key, item.Payload, item.ReceivedAt, 0, null);
        return Task.FromResult(_entries.TryAdd((item.Kind, item.Key), entry) ? InboxReceipt.Accepted : InboxReceipt.Duplicate);
    }

    public Task<InboxLoad> Load(CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<InboxEntry>> Pending(int max, CancellationToken cancel) => throw new NotSupportedException();

    public Task Done(IReadOnlyList<long> ids, CancellationToken cancel) => throw new NotSupportedException();

    public Task Retry(long id, string reason, DateTimeOffset notBefore, CancellationToken cancel) => throw new NotSupportedException();

    public Task Park(long id, string reason, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<InboxEntry>> Parked(int max, CancellationToken cancel) => throw new NotSupportedException();

    public Task<int> Forget(DateTimeOffset before, CancellationToken cancel) => throw new NotSupportedException();

    public Task Arrived(CancellationToken cancel) => throw new NotSupportedException();
}
