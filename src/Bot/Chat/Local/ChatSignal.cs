namespace IncidentBot.Chat.Local;

/// <summary>Wakes everyone who waits for the next change. Safe for concurrent callers.</summary>
internal sealed class ChatSignal
{
    private TaskCompletionSource next = Fresh();

    internal Task Next() => Volatile.Read(ref next).Task;

    internal void Pulse() => Interlocked.Exchange(ref next, Fresh()).SetResult();

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
