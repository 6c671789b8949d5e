using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Acceptance.Soak.Checks;

/// <summary>Doctored logs: an event is changed, left out or put in, and the chain is made anew, so that only what is meant is wrong.</summary>
internal static class Chained
{
    /// <summary>The same events in the same order, with positions, versions and hashes as a store would give them.</summary>
    internal static IReadOnlyList<StoredEvent> Of(IEnumerable<StoredEvent> events)
    {
        var heads = new Dictionary<string, (long Version, string Hash)>();
        var chained = new List<StoredEvent>();
        foreach (var stored in events)
        {
            var (version, prev) = heads.GetValueOrDefault(stored.Stream, (0, HashChain.Genesis(stored.Stream)));
            var hash = HashChain.Next(prev, version + 1, stored.Type, stored.At, stored.Data);
            heads[stored.Stream] = (version + 1, hash);
            chained.Add(stored with { Position = chained.Count + 1, Version = version + 1, PrevHash = prev, Hash = hash });
        }

        return chained;
    }

    /// <summary>Every event of a type for which the condition holds, changed.</summary>
    internal static SoakLog Change<T>(this SoakLog log, Func<T, bool> which, Func<T, LogEvent> to)
        where T : LogEvent => log.Each<T>(which, (stored, happened) => [Written(stored.Stream, to(happened))]);

    /// <summary>Every such event left out.</summary>
    internal static SoakLog Without<T>(this SoakLog log, Func<T, bool> which)
        where T : LogEvent => log.Each<T>(which, (_, _) => []);

    /// <summary>Every such event twice.</summary>
    internal static SoakLog Twice<T>(this SoakLog log, Func<T, bool> which)
        where T : LogEvent => log.Each<T>(which, (stored, _) => [stored, stored]);

    /// <summary>All that was stored from the first such event's successor on, later.</summary>
    internal static SoakLog LaterAfter<T>(this SoakLog log, TimeSpan by)
        where T : LogEvent
    {
        var first = log.Events.ToList().FindIndex(e => IncidentLog.Typed(e) is T);
        return log with { Events = Of(log.Events.Select((e, i) => i <= first ? e : e with { At = e.At + by })) };
    }

    private static SoakLog Each<T>(this SoakLog log, Func<T, bool> which, Func<StoredEvent, T, IEnumerable<StoredEvent>> to)
        where T : LogEvent
    {
        var met = 0;
        var events = Of(log.Events.SelectMany(stored =>
        {
            if (IncidentLog.Typed(stored) is not T happened || !which(happened)) return [stored];
            met++;
            return to(stored, happened);
        }));
        return met > 0 ? log with { Events = events } : throw new InvalidOperationException($"No such {typeof(T).Name} is in the log.");
    }

    private static StoredEvent Written(string stream, LogEvent happened) =>
        new(0, stream, 0, EventRegistry.NameOf(happened), EventRegistry.Write(happened), happened.At, "", "");
}
