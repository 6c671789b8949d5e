using System.Collections.Concurrent;

namespace IncidentBot.Chat.Teams.Connector;

/// <summary>Keeps each thread within what Teams takes from one bot (7 in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in an hour), and quiet for as long as Teams asked.</summary>
internal sealed class TeamsPacing(TimeProvider clock)
{
    private static readonly (int Most, TimeSpan Within)[] Windows =
        [(7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30)), (1_800, TimeSpan.FromHours(1))];

    /// <summary>Longer than this nobody waits in memory: the outbox waits, durably.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>More threads than may be written to within the longest window, by far: the one that is forgotten has been quiet.</summary>
    private const int Most = 4_096;

    private readonly ConcurrentDictionary<string, Thread> threads = new(StringComparer.Ordinal);

    /// <summary>Waits for the thread's turn. Throws <see cref="ChatUnavailableException"/> where that takes long.</summary>
    internal async Task Turn(string thread, CancellationToken cancel)
    {
        var wait = Of(thread).Take(clock.GetUtcNow());
        if (wait > Patience)
        {
            throw new ChatUnavailableException($"Teams takes no more messages of this thread for {Workflow.Durations.Text(wait)}.", wait);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancel);
        }
    }

    /// <summary>Teams answered 429: nothing to this thread until then.</summary>
    internal ChatUnavailableException Limited(string thread, TimeSpan pause)
    {
        Of(thread).Quiet(clock.GetUtcNow() + pause);
        return new ChatUnavailableException($"Teams limits this thread for {Workflow.Durations.Text(pause)}.", pause);
    }

    private Thread Of(string thread)
    {
        if (threads.Count >= Most && !threads.ContainsKey(thread))
        {
            foreach (var idle in threads.Where(t => t.Value.IsIdle(clock.GetUtcNow())).ToList())
            {
                threads.TryRemove(idle);
            }
        }

        return threads.GetOrAdd(thread, _ => new Thread());
    }

    /// <summary>When the thread was last written to, as planned; guarded by itself.</summary>
    private sealed class Thread
    {
        private readonly Lock gate = new();
        private readonly Queue<DateTimeOffset> turns = [];
        private DateTimeOffset quietUntil;

        /// <summary>How long to wait for the next turn, which is taken unless that is too long.</summary>
        internal TimeSpan Take(DateTimeOffset now)
        {
            lock (gate)
            {
                while (turns.TryPeek(out var oldest) && now - oldest >= Windows[^1].Within)
                {
                    turns.Dequeue();
                }

                var due = quietUntil > now ? quietUntil : now;
                var taken = turns.ToArray();
                foreach (var (most, within) in Windows)
                {
                    if (taken.Length >= most && taken[^most] + within is var free && free > due)
                    {
                        due = free;
                    }
                }

                if (due - now <= Patience)
                {
                    turns.Enqueue(due);
                }

                return due - now;
            }
        }

        internal bool IsIdle(DateTimeOffset now)
        {
            lock (gate)
            {
                return quietUntil <= now && (turns.Count == 0 || now - turns.Last() >= Windows[^1].Within);
            }
        }

        internal void Quiet(DateTimeOffset until)
        {
            lock (gate)
            {
                quietUntil = until > quietUntil ? until : quietUntil;
            }
        }
    }
}
