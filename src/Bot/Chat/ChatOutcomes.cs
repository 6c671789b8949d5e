using System.Collections.Concurrent;

namespace IncidentBot.Chat;

/// <summary>What became of a delivery, for whoever waits for it at the platform's door; nobody has to. Nothing here is durable: the inbox is.</summary>
internal sealed class ChatOutcomes(TimeProvider clock)
{
    private readonly TimeProvider clock = clock;
    private readonly ConcurrentDictionary<(string Platform, string Delivery), TaskCompletionSource<ChatPost?>> waiting = [];

    /// <summary>Begins to wait, before the delivery is stored; null if somebody waits for the same already.</summary>
    internal Expected? Expect(string platform, string delivery)
    {
        var source = new TaskCompletionSource<ChatPost?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return waiting.TryAdd((platform, delivery), source) ? new Expected(this, (platform, delivery), source) : null;
    }

    /// <summary>Hands the answer, or null where there is none, to who waits; false if nobody does any more: then it must be sent.</summary>
    internal bool Offer(string platform, string delivery, ChatPost? answer) =>
        waiting.TryRemove((platform, delivery), out var source) && source.TrySetResult(answer);

    /// <summary>One who waits.</summary>
    internal sealed class Expected(ChatOutcomes outcomes, (string Platform, string Delivery) key, TaskCompletionSource<ChatPost?> source) : IDisposable
    {
        /// <summary>Whether it was decided within this time, and what the person is answered. After false, the answer is sent instead.</summary>
        internal async Task<(bool Decided, ChatPost? Answer)> Within(TimeSpan time, CancellationToken cancel)
        {
            try
            {
                return (true, await source.Task.WaitAsync(time, outcomes.clock, cancel));
            }
            catch (Exception e) when (e is TimeoutException or OperationCanceledException)
            {
                // Whoever removes it decides: an answer that was handed over already is not lost.
                return outcomes.waiting.TryRemove(key, out _) ? (false, null) : (true, await source.Task.WaitAsync(CancellationToken.None));
            }
        }

        public void Dispose() => outcomes.waiting.TryRemove(KeyValuePair.Create(key, source));
    }
}
