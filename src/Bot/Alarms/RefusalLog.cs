using System.Collections.Concurrent;
using IncidentBot.Alarms.Parsing;

namespace IncidentBot.Alarms;

/// <summary>Logs what was not let in: one line per rule and minute with the number left out, since anyone may knock.</summary>
internal sealed class RefusalLog(ILogger<RefusalLog> logger, TimeProvider clock)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary><paramref name="code"/> is one of a fixed set of ours; <paramref name="detail"/> may hold outside words.</summary>
    internal void Refused(string endpoint, string code, string reason, string? detail)
    {
        if (Due(endpoint, code) is { } unlogged)
        {
            logger.LogWarning(
                "{Endpoint} refused a request ({Code}): {Reason}.{Detail}{Unlogged}",
                endpoint, code, AlarmText.OneLine(reason, 300), string.IsNullOrEmpty(detail) ? "" : $" It named {AlarmText.OneLine(detail, 300)}.", More(unlogged));
        }
    }

    /// <summary>Our own trouble, after which the sender tries again.</summary>
    internal void Trouble(string endpoint, string what, Exception? cause)
    {
        if (Due(endpoint, what) is { } unlogged)
        {
            logger.LogError(
                cause, "{Endpoint}: {What}; it will be tried again.{Unlogged}", endpoint, AlarmText.OneLine(what, 300), More(unlogged));
        }
    }

    /// <summary>A signature that could not be looked at, of a message that its queue's policy vouches for.</summary>
    internal void Unchecked(string queue, string why)
    {
        if (Due(queue, "unchecked") is { } unlogged)
        {
            logger.LogWarning(
                "The queue {Queue}: a signature could not be checked ({Why}); the queue's policy vouches for the message.{Unlogged}", queue, AlarmText.OneLine(why, 300), More(unlogged));
        }
    }

    private static string More(int unlogged) => unlogged == 0 ? "" : $" {unlogged} more like it since the last such line.";

    private int? Due(string endpoint, string code)
    {
        var entry = _entries.GetOrAdd($"{endpoint} {code}", _ => new Entry());
        lock (entry)
        {
            var now = clock.GetUtcNow();
            if (entry.Next is { } next && now < next)
            {
                entry.Unlogged++;
                return null;
            }

            var unlogged = entry.Unlogged;
            (entry.Unlogged, entry.Next) = (0, now + Quiet);
            return unlogged;
        }
    }

    private sealed class Entry
    {
        internal DateTimeOffset? Next { get; set; }

        internal int Unlogged { get; set; }
    }
}
