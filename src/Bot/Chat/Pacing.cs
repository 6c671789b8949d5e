using System.Collections.Concurrent;
using IncidentBot.Store;

namespace IncidentBot.Chat;

/// <summary>How fast a room may be written to: alarm posts one a second, others a burst of twenty and then one a second, card edits two seconds apart.</summary>
internal sealed class Pacing(TimeProvider clock)
{
    private const int Burst = 20;

    private static readonly TimeSpan Post = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Card = TimeSpan.FromSeconds(2);

    /// <summary>Beyond so many queues those whose turn is long past are forgotten.</summary>
    private const int Most = 4_096;

    private readonly ConcurrentDictionary<string, DateTimeOffset> next = new(StringComparer.Ordinal);

    /// <summary>Waits for the room's turn; a card or an alarm post does not use up the turn of a decision.</summary>
    internal async Task Wait(OutboxEntry entry, CancellationToken cancel)
    {
        if (Lane(entry) is not (var key, var step, var ahead))
        {
            return;
        }

        var now = clock.GetUtcNow();
        Tidy(now);
        var due = next.GetValueOrDefault(key, now - ahead);
        next[key] = (due < now - ahead ? now - ahead : due) + step;
        if (due > now)
        {
            await Task.Delay(due - now, clock, cancel);
        }
    }

    /// <summary>A card or an alarm post that went out late puts off the next: what people see comes no closer together than what was planned.</summary>
    internal void Delivered(OutboxEntry entry)
    {
        if (Lane(entry) is (var key, var step, var ahead) && ahead == TimeSpan.Zero)
        {
            next[key] = clock.GetUtcNow() + step;
        }
    }

    /// <summary>Nothing went out, so that the turn is still to be had: a card whose room is being opened is shown as soon as there is a room.</summary>
    internal void GivenBack(OutboxEntry entry)
    {
        if (Lane(entry) is (var key, var step, _) && next.TryGetValue(key, out var due))
        {
            next[key] = due - step;
        }
    }

    private void Tidy(DateTimeOffset now)
    {
        if (next.Count >= Most)
        {
            foreach (var old in next.Where(n => n.Value < now - (Post * Burst)).ToList())
            {
                next.TryRemove(old);
            }
        }
    }

    /// <summary>The queue of turns that a message takes one of, and how far ahead of time it may be used up; null for what needs no turn.</summary>
    private static (string Key, TimeSpan Step, TimeSpan Ahead)? Lane(OutboxEntry entry) => entry switch
    {
        { Kind: OutboxKinds.Open or OutboxKinds.Furnish or OutboxKinds.Mend or OutboxKinds.Share or OutboxKinds.Whisper or OutboxKinds.Archive } => null,
        { Kind: OutboxKinds.Card } => ($"{entry.Room} card", Card, TimeSpan.Zero),
        { Priority: OutboxPriority.Alarm } => ($"{entry.Room} alarm", Post, TimeSpan.Zero),
        _ => ($"{entry.Room} post", Post, Post * (Burst - 1)),
    };
}
