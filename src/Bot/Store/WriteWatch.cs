namespace IncidentBot.Store;

/// <summary>How the last writes of this process went, for whoever asks whether it is ready: a store that can be read may still take nothing.</summary>
/// <remarks>A failure counts for half a minute, unless a write succeeds before: a node that nobody writes to is not held to be broken for ever.</remarks>
internal sealed class WriteWatch(TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private long? failedAt;
    private (long At, TimeSpan Took)? done;

    /// <summary>How long ago a write failed; null if none did lately, or one succeeded since.</summary>
    internal TimeSpan? FailedAgo
    {
        get
        {
            lock (gate) return failedAt is { } at && clock.GetElapsedTime(at) is var ago && ago <= Remembered ? ago : null;
        }
    }

    /// <summary>How long the last write took; null if there was none lately.</summary>
    internal TimeSpan? Took
    {
        get
        {
            lock (gate) return done is { } last && clock.GetElapsedTime(last.At) <= Remembered ? last.Took : null;
        }
    }

    /// <summary>Runs a write, and remembers how it went.</summary>
    internal async Task<T> Of<T>(Func<CancellationToken, Task<T>> write, CancellationToken cancel)
    {
        var begun = clock.GetTimestamp();
        try
        {
            var result = await write(cancel);
            lock (gate) (failedAt, done) = (null, (clock.GetTimestamp(), clock.GetElapsedTime(begun)));
            return result;
        }
        catch (StoreUnavailableException)
        {
            lock (gate) failedAt = clock.GetTimestamp();
            throw;
        }
    }
}

/// <summary>The log, with its appends watched.</summary>
internal sealed class WatchedEvents(IEventStore store, WriteWatch watch) : IEventStore
{
    public Task<AppendResult> Append(IReadOnlyList<StreamAppend> appends, long? completes, CancellationToken cancel) => watch.Of(c => store.Append(appends, completes, c), cancel);

    public Task<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, CancellationToken cancel) => store.ReadStream(stream, afterVersion, cancel);

    public Task<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int max, CancellationToken cancel) => store.ReadAll(afterPosition, max, cancel);

    public Task<IReadOnlyList<string>> Streams(string prefix, CancellationToken cancel) => store.Streams(prefix, cancel);

    public Task Appended(long afterPosition, CancellationToken cancel) => store.Appended(afterPosition, cancel);
}
