namespace IncidentBot.Store;

/// <summary>What came in from outside, durable before it is acknowledged and handled after.</summary>
internal interface IInbox
{
    /// <summary>How long a key is remembered at least: <see cref="Forget"/> is to be called with a time that long ago.</summary>
    static readonly TimeSpan Remembered = TimeSpan.FromHours(48);

    /// <summary>
    /// Stores an item once; durable when the call returns. A key (within its kind) that is remembered, handled or not, is a
    /// duplicate and stored nowhere.
    /// </summary>
    /// <remarks>Concurrent calls share one commit (group commit), so a caller waits at most for the commit under way and its own.</remarks>
    Task<InboxReceipt> Add(InboxItem item, CancellationToken cancel);

    /// <summary>How many entries are neither done nor parked, hidden ones included, and how many may be.</summary>
    Task<InboxLoad> Load(CancellationToken cancel);

    /// <summary>The oldest entries that are neither done nor parked nor hidden now, at most <paramref name="max"/>, in order of arrival.</summary>
    Task<IReadOnlyList<InboxEntry>> Pending(int max, CancellationToken cancel);

    /// <summary>Marks entries as handled when handling appended nothing. Marking twice is harmless.</summary>
    Task Done(IReadOnlyList<long> ids, CancellationToken cancel);

    /// <summary>Counts a failed attempt and hides the entry until <paramref name="notBefore"/> (UTC).</summary>
    Task Retry(long id, string reason, DateTimeOffset notBefore, CancellationToken cancel);

    /// <summary>Sets an entry aside for a person to look at: it is kept, shown by <see cref="Parked"/>, and not tried again.</summary>
    Task Park(long id, string reason, CancellationToken cancel);

    /// <summary>Entries that were set aside, oldest first.</summary>
    Task<IReadOnlyList<InboxEntry>> Parked(int max, CancellationToken cancel);

    /// <summary>Forgets handled entries, and with them their keys, that were received before <paramref name="before"/> (UTC); answers how many.</summary>
    Task<int> Forget(DateTimeOffset before, CancellationToken cancel);

    /// <summary>Completes when something may be pending (added, or come due): a hint, so the caller reads again.</summary>
    /// <remarks>For one consumer. A hint that is given between reading and waiting is not lost; one may come for nothing.</remarks>
    Task Arrived(CancellationToken cancel);
}

/// <summary>One delivery: <paramref name="Kind"/> names its handler, <paramref name="Key"/> is the sender's delivery id within the kind.</summary>
internal sealed record InboxItem(string Kind, string Key, string Payload, DateTimeOffset ReceivedAt);

/// <summary>A stored delivery. <paramref name="Attempts"/> counts failed handlings so far; <paramref name="Reason"/> is that of the last.</summary>
internal sealed record InboxEntry(
    long Id, string Kind, string Key, string Payload, DateTimeOffset ReceivedAt, int Attempts, string? Reason);

/// <summary>How many deliveries wait to be handled; <paramref name="Most"/> is how many may, null for an inbox without a bound.</summary>
internal sealed record InboxLoad(int Waiting, int? Most)
{
    internal bool IsFull => Waiting >= Most;
}

/// <summary>Whether a delivery was taken, or had been taken before.</summary>
internal enum InboxReceipt
{
    Accepted,
    Duplicate,
}
