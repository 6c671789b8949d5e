namespace IncidentBot.Store;

/// <summary>The append-only log: many streams of gapless versions from 1, and one global order over all of them.</summary>
/// <remarks>Safe for concurrent callers. Every call may throw <see cref="StoreUnavailableException"/>.</remarks>
internal interface IEventStore
{
    /// <summary>Appends to one or several streams in one transaction: all or nothing, durable when the call returns.</summary>
    /// <remarks>
    /// The unique key (stream, version) decides a race: the loser gets <see cref="AppendResult.Conflict"/> and nothing of its
    /// call is kept. <paramref name="completes"/> marks an inbox entry done in the same transaction; a second append that
    /// completes the same entry is answered <see cref="AppendResult.AlreadyDone"/> and appends nothing; so is one whose entry
    /// has been forgotten since. Refused as the caller's bug: an append without events or without a stream's name, and data
    /// that has no canonical form (<see cref="IncidentBot.Workflow.CanonicalJsonException"/>).
    /// </remarks>
    Task<AppendResult> Append(IReadOnlyList<StreamAppend> appends, long? completes, CancellationToken cancel);

    /// <summary>Reads a stream's events with a version above <paramref name="afterVersion"/>, in order; empty if there are none.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, CancellationToken cancel);

    /// <summary>Reads at most <paramref name="max"/> events of all streams with a position above the given one, in order.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int max, CancellationToken cancel);

    /// <summary>Names of the streams that begin with <paramref name="prefix"/>, in ordinal order.</summary>
    Task<IReadOnlyList<string>> Streams(string prefix, CancellationToken cancel);

    /// <summary>Completes when something may have been appended after the given position: a hint, so callers read again.</summary>
    Task Appended(long afterPosition, CancellationToken cancel);
}

/// <summary>An event that is to be appended: its stored type name, its JSON (stored in canonical form, RFC 8785) and its time in UTC.</summary>
internal sealed record NewEvent(string Type, string Data, DateTimeOffset At);

/// <summary>Events for one stream, to be appended after <paramref name="ExpectedVersion"/> (0: the stream must not exist yet).</summary>
internal sealed record StreamAppend(string Stream, long ExpectedVersion, IReadOnlyList<NewEvent> Events);

/// <summary>An event as the log holds it. <paramref name="PrevHash"/> and <paramref name="Hash"/> are lower-case hex.</summary>
internal sealed record StoredEvent(
    long Position, string Stream, long Version, string Type, string Data, DateTimeOffset At, string PrevHash, string Hash);

/// <summary>What became of an append.</summary>
internal abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>All events are durable; <paramref name="Position"/> is that of the last one.</summary>
    internal sealed record Appended(long Position) : AppendResult;

    /// <summary>Someone appended to <paramref name="Stream"/> first: load and decide again.</summary>
    internal sealed record Conflict(string Stream) : AppendResult;

    /// <summary>The inbox entry had been completed before: its work is in the log already.</summary>
    internal sealed record AlreadyDone : AppendResult;
}

/// <summary>The store cannot be reached or refuses to work (disk full, locked, newer schema); the message says what to do.</summary>
internal sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
