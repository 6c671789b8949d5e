namespace IncidentBot.Store;

/// <summary>What is to be said outside, durable until it has been sent: ordered per room, by priority, and coalesced.</summary>
internal interface IOutbox
{
    /// <summary>
    /// Stores messages and a follower's checkpoint in one transaction. A message whose key exists is skipped; one with a
    /// <see cref="OutboxMessage.Coalesce"/> tag replaces an unsent message of the same room and tag, in that one's place.
    /// </summary>
    /// <remarks>
    /// The one that takes the place keeps the higher of both priorities, the failed attempts and the time of the next one. A
    /// message that is replaced while it is being sent may still be marked as sent, and its successor is sent after it.
    /// </remarks>
    Task Enqueue(IReadOnlyList<OutboxMessage> messages, Checkpoint? checkpoint, CancellationToken cancel);

    /// <summary>
    /// For each room that is not in <paramref name="busyRooms"/>, its next message that may be sent at <paramref name="now"/>:
    /// highest priority first, then order of arrival. A retried message blocks its room until its time has come.
    /// </summary>
    Task<IReadOnlyList<OutboxEntry>> Next(IReadOnlyCollection<string> busyRooms, DateTimeOffset now, int max, CancellationToken cancel);

    /// <summary>Marks a message as sent, with the id the platform gave it; marking twice is harmless.</summary>
    Task Sent(long id, string? platformId, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Counts a failed sending and hides the message until <paramref name="notBefore"/> (UTC).</summary>
    Task Retry(long id, string reason, DateTimeOffset notBefore, CancellationToken cancel);

    /// <summary>Gives a message up: it is kept, shown by <see cref="GivenUp"/>, and not tried again.</summary>
    Task GiveUp(long id, string reason, CancellationToken cancel);

    /// <summary>Messages that were given up, oldest first.</summary>
    Task<IReadOnlyList<OutboxFailure>> GivenUp(int max, CancellationToken cancel);

    /// <summary>The platform's id of the last sent message with this room and coalescing tag (the living card), if any.</summary>
    Task<string?> PlatformId(string room, string coalesce, CancellationToken cancel);

    /// <summary>How many messages wait, and since when the oldest does (UTC).</summary>
    Task<OutboxAge> Age(CancellationToken cancel);

    /// <summary>Completes when something may be waiting (stored, dealt with, or come due): a hint, so the caller reads again.</summary>
    /// <remarks>For one consumer. A hint that is given between reading and waiting is not lost; one may come for nothing.</remarks>
    Task Waiting(CancellationToken cancel);
}

/// <summary>
/// One message: <paramref name="Key"/> is unique for ever (the causing event and the purpose), <paramref name="Room"/> is
/// platform and room, <paramref name="Kind"/> and <paramref name="Payload"/> are the chat module's.
/// </summary>
internal sealed record OutboxMessage(
    string Key, string Room, string Kind, string Payload, OutboxPriority Priority, string? Coalesce, DateTimeOffset At);

/// <summary>A stored message that waits to be sent.</summary>
internal sealed record OutboxEntry(
    long Id, string Key, string Room, string Kind, string Payload, OutboxPriority Priority, string? Coalesce, DateTimeOffset At, int Attempts);

/// <summary>A message that was given up, and why.</summary>
internal sealed record OutboxFailure(OutboxEntry Entry, string Reason);

/// <summary>Which message of a room goes first.</summary>
internal enum OutboxPriority
{
    Approval = 0,
    State = 1,
    Update = 2,
    Alarm = 3,
}

/// <summary>How many messages wait, and the time the oldest was stored (UTC; null when none waits).</summary>
internal sealed record OutboxAge(int Waiting, DateTimeOffset? OldestAt);
