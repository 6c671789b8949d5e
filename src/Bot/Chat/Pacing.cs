using System.Collections.Concurrent;
using IncidentBot.Store;

namespace IncidentBot.Chat;

/// <summary>How fast a room may be written to: alarm posts one a second, others a burst of twenty and then one a second, card edits two seconds apart.</summary>
internal sealed class Pacing(TimeProvider clock)
{
    private const int Burst = 20;

    private static readonly TimeSpan Post = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Card = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, DateTimeOffset> next = new(StringComparer.Ordinal);

    /// <summary>Waits for the room's turn; a card or an alarm post does not use up the turn of a decision.</summary>
    internal async Task Wait(OutboxEntry entry, CancellationToken cancel)
    {
        if (entry.Kind is OutboxKinds.Open or OutboxKinds.Whisper or OutboxKinds.Archive)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var lane = entry.Kind == OutboxKinds.Card ? "card" : entry.Priority == OutboxPriority.Alarm ? "alarm" : "post";
        var (step, ahead) = lane switch
        {
            "card" => (Card, TimeSpan.Zero),
            "alarm" => (Post, TimeSpan.Zero),
            _ => (Post, Post * (Burst - 1)),
        };
        var key = $"{entry.Room} {lane}";
        var due = next.GetValueOrDefault(key, now - ahead);
        next[key] = (due < now - ahead ? now - ahead : due) + step;
        if (due > now)
        {
            await Task.Delay(due - now, clock, cancel);
        }
    }
}
