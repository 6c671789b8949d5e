using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Store.Postgres;

/// <summary>Decides the appends of one transaction, in their order, on what was read under the lock; computes the hash chains.</summary>
internal sealed class AppendDecision(long term, long position, Dictionary<string, (long Version, string Hash)> heads, HashSet<long> open)
{
    private readonly List<ChainedEvent> _events = [];
    private readonly List<long> _completed = [];
    private long _position = position;

    internal IReadOnlyList<ChainedEvent> Events => _events;

    internal IReadOnlyList<long> Completed => _completed;

    /// <summary>What becomes of an append; null if its term is over.</summary>
    internal AppendResult? On(PendingAppend pending)
    {
        if (pending.Term is { } own && own != term) return null;
        if (pending.Completes is { } entry && !open.Contains(entry)) return new AppendResult.AlreadyDone();

        var moved = new Dictionary<string, (long Version, string Hash)>(pending.Appends.Count, StringComparer.Ordinal);
        var chained = new List<ChainedEvent>();
        foreach (var append in pending.Appends)
        {
            if (!moved.TryGetValue(append.Stream, out var head) && !heads.TryGetValue(append.Stream, out head)) head = (0, HashChain.Genesis(append.Stream));
            if (head.Version != append.ExpectedVersion) return new AppendResult.Conflict(append.Stream);
            moved[append.Stream] = Chain(append, head, _position + chained.Count, chained);
        }

        foreach (var (stream, head) in moved) heads[stream] = head;
        _events.AddRange(chained);
        _position += chained.Count;
        if (pending.Completes is { } done)
        {
            open.Remove(done);
            _completed.Add(done);
        }

        return new AppendResult.Appended(_position);
    }

    private static (long Version, string Hash) Chain(StreamAppend append, (long Version, string Hash) head, long position, List<ChainedEvent> chained)
    {
        foreach (var (type, data, at) in append.Events)
        {
            var time = UtcText.Of(at);
            var hash = HashChain.Next(head.Hash, head.Version + 1, type, time, data);
            chained.Add(new ChainedEvent(++position, append.Stream, head.Version + 1, type, data, time, head.Hash, hash));
            head = (head.Version + 1, hash);
        }

        return head;
    }
}
