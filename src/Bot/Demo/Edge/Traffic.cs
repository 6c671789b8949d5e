namespace IncidentBot.Demo.Edge;

/// <summary>
/// What the writer experienced: acknowledged customer writes by the second in which they were sent, and how the writes of
/// the last five seconds went. Probes are not in it. Thread-safe.
/// </summary>
internal sealed class Traffic(TimeProvider clock)
{
    public const int Buckets = 3700;
    public static readonly TimeSpan Recent = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly int[] _counts = new int[Buckets + 1];
    private readonly Queue<Attempt> _attempts = new();
    private long? _first;
    private long _newest;

    public void Record(DateTimeOffset at, string region, bool acknowledged)
    {
        lock (_lock)
        {
            Advance(at.ToUnixTimeSeconds());
            if (acknowledged && at.ToUnixTimeSeconds() > _newest - _counts.Length)
            {
                _counts[at.ToUnixTimeSeconds() % _counts.Length]++;
            }

            _attempts.Enqueue(new Attempt(at, region, acknowledged));
            Forget();
        }
    }

    /// <summary>The complete seconds after the one of the first write, oldest first, at most 3,700; seconds without a write count 0.</summary>
    public IReadOnlyList<Bucket> Complete()
    {
        lock (_lock)
        {
            if (_first is not { } first)
            {
                return [];
            }

            var now = clock.GetUtcNow().ToUnixTimeSeconds();
            Advance(now);
            var from = Math.Max(first + 1, now - Buckets);
            return [.. Enumerable.Range(0, (int)Math.Max(0, now - from)).Select(i => new Bucket(
                DateTimeOffset.FromUnixTimeSeconds(from + i).UtcDateTime, _counts[(from + i) % _counts.Length]))];
        }
    }

    /// <summary>The failed share of the last five seconds' writes; null when there was none.</summary>
    public decimal? FailedShare() => Share(attempt => !attempt.Acknowledged);

    /// <summary>The share of the last five seconds' writes that were sent to a region; null when there was none.</summary>
    public decimal? ShareOf(string region) => Share(attempt => attempt.Region == region);

    private decimal? Share(Func<Attempt, bool> counts)
    {
        lock (_lock)
        {
            Forget();
            return _attempts.Count == 0 ? null : Math.Round((decimal)_attempts.Count(counts) / _attempts.Count, 4);
        }
    }

    private void Advance(long second)
    {
        _newest = _first is null ? second : _newest;
        _first ??= second;
        for (; _newest < second; _newest++)
        {
            _counts[(_newest + 1) % _counts.Length] = 0;
        }
    }

    private void Forget()
    {
        var oldest = clock.GetUtcNow() - Recent;
        while (_attempts.TryPeek(out var attempt) && attempt.At < oldest)
        {
            _attempts.Dequeue();
        }
    }

    private readonly record struct Attempt(DateTimeOffset At, string Region, bool Acknowledged);
}

/// <summary>Acknowledged writes that were sent within the second that begins at <paramref name="At"/> (UTC).</summary>
internal sealed record Bucket(DateTime At, int Count);
