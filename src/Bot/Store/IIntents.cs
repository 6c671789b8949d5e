namespace IncidentBot.Store;

/// <summary>What was to be done outside and what came of it, by its cause: durable before the outside is asked, so that a repeat finds it.</summary>
/// <remarks>
/// For what the outside cannot tell apart by a key of ours. An intent without a result may or may not have been carried out. Safe
/// for concurrent callers. Every call may throw <see cref="StoreUnavailableException"/>.
/// </remarks>
internal interface IIntents
{
    /// <summary>What is known of a cause; null before <see cref="Intend"/>.</summary>
    Task<Intent?> Find(IntentKey key, CancellationToken cancel);

    /// <summary>Stores an intent, or what is asked now and when under the same cause; a result that is there already stays.</summary>
    Task Intend(IntentKey key, string asked, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Stores what came of it, in place of an earlier result. A cause without an intent is left alone.</summary>
    Task Keep(IntentKey key, string result, CancellationToken cancel);

    /// <summary>Forgets an intent without a result: the outside said for certain that nothing was done.</summary>
    Task Forget(IntentKey key, CancellationToken cancel);

    /// <summary>Of a kind, the intent last made that asked for this and has a result; null if there is none.</summary>
    Task<Intent?> LastAsked(string platform, string kind, string asked, CancellationToken cancel);

    /// <summary>Whether this is some cause's result.</summary>
    Task<bool> Resulted(string platform, string kind, string result, CancellationToken cancel);

    /// <summary>Of a kind, the oldest intent without a result; null if all have one.</summary>
    Task<OpenIntent?> Oldest(string platform, string kind, CancellationToken cancel);

    /// <summary>Forgets a kind's intents that have a result and were made before <paramref name="before"/> (UTC).</summary>
    Task Expire(string platform, string kind, DateTimeOffset before, CancellationToken cancel);
}

/// <summary>A cause: <paramref name="Platform"/> and <paramref name="Kind"/> are the caller's words, <paramref name="Room"/> may be empty.</summary>
internal sealed record IntentKey(string Platform, string Kind, string Room, string Key);

/// <summary>What was asked, when (UTC) and with which result; null: nobody knows.</summary>
internal sealed record Intent(DateTimeOffset At, string Asked, string? Result);

/// <summary>An intent that waits, with its cause.</summary>
internal sealed record OpenIntent(IntentKey Key, DateTimeOffset At, string Asked);
