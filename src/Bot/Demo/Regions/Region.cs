using IncidentBot.Demo.Logs;

namespace IncidentBot.Demo.Regions;

/// <summary>
/// The data of one region and who may change it. One lock covers every answer, so that nothing is written beside a fence
/// or a promotion. Fence, unfence and promote share one epoch register.
/// </summary>
internal sealed class Region : IDisposable
{
    public const string PromoteChange = "promote";
    private const string FollowChange = "follow";
    private const string Subject = "writes";

    private readonly Lock _lock = new();
    private readonly RegionOptions _options;
    private readonly TimeProvider _clock;
    private RowLog _rows;
    private readonly EpochLog _epochs;
    private RegionRole _role;
    private Uri? _upstream;
    private bool _fenced;
    private bool _healthy = true;

    public Region(RegionOptions options, TimeProvider clock)
    {
        Directory.CreateDirectory(options.Directory);
        _options = options;
        _clock = clock;
        (_role, _upstream) = (options.Role, options.Upstream);
        foreach (var entry in EpochLog.Read(options.Directory))
        {
            Take(entry.Change);
        }

        _rows = RowLog.Open(options.Directory);
        _epochs = EpochLog.Open(options.Directory);
    }

    public RegionState State()
    {
        lock (_lock)
        {
            return new RegionState(_options.Name, _role.ToString().ToLowerInvariant(), _fenced,
                _epochs.Register.Highest, _rows.Last, _rows.LastRowAt?.UtcDateTime, _healthy);
        }
    }

    /// <summary>Stores one row before it answers; refused unless this is a healthy, unfenced primary.</summary>
    public RegionAnswer Write(string id, DateTimeOffset at, bool probe)
    {
        lock (_lock)
        {
            if (_fenced)
            {
                return new(423, $"{_options.Name} is fenced at epoch {_epochs.Register.Highest}");
            }

            if (_role != RegionRole.Primary)
            {
                return new(409, $"{_options.Name} is {(_role == RegionRole.Replica ? "a replica" : "detached")}, not the primary");
            }

            if (!_healthy)
            {
                return new(503, $"{_options.Name} is unhealthy");
            }

            var row = new Row(_rows.Last + 1, id, at, _epochs.Register.Highest, _clock.GetUtcNow(), probe);
            _rows.Append(row);
            return new(200, null, row.Sequence);
        }
    }

    public RegionAnswer Fence(long epoch) => Change("fence", epoch);

    public RegionAnswer Unfence(long epoch) => Change("unfence", epoch);

    /// <summary>Makes a replica the primary. An unhealthy region cannot be promoted.</summary>
    public RegionAnswer Promote(long epoch)
    {
        lock (_lock)
        {
            return _healthy || _epochs.Register.Judge(Subject, PromoteChange, epoch) is not { Changed: true }
                ? Change(PromoteChange, epoch)
                : new(503, $"{_options.Name} is unhealthy and cannot be promoted");
        }
    }

    /// <summary>Whom to pull from; null for a primary, and for a region that was told nobody.</summary>
    public Uri? Following
    {
        get
        {
            lock (_lock)
            {
                return _role == RegionRole.Primary ? null : _upstream;
            }
        }
    }

    /// <summary>Makes the region follow another: detached until it is known how far their rows agree.</summary>
    public RegionAnswer Follow(long epoch, Uri upstream)
    {
        lock (_lock)
        {
            var answer = Change(FollowChange, epoch);
            _upstream = answer.Status == 200 ? upstream : _upstream;
            return answer;
        }
    }

    /// <summary>Ends the detachment: rows that the upstream does not have under the same numbers are set aside in a file of their own, and all is copied anew.</summary>
    public void Join(bool diverged)
    {
        lock (_lock)
        {
            if (_role != RegionRole.Detached)
            {
                return;
            }

            _rows = diverged ? _rows.SetAside($"rows.before-epoch-{_epochs.Register.Highest}.log") : _rows;
            _role = RegionRole.Replica;
        }
    }

    public void SetHealth(bool healthy)
    {
        lock (_lock)
        {
            _healthy = healthy;
        }
    }

    /// <summary>Stores rows of the primary under its numbers; false once this region no longer follows it.</summary>
    public bool Replicate(IReadOnlyList<Row> rows)
    {
        lock (_lock)
        {
            if (_role != RegionRole.Replica)
            {
                return false;
            }

            _rows.Append(rows);
            return true;
        }
    }

    public byte[] RowsAfter(long sequence, int limit)
    {
        lock (_lock)
        {
            return _rows.After(sequence, limit);
        }
    }

    public void Dispose()
    {
        _rows.Dispose();
        _epochs.Dispose();
    }

    private RegionAnswer Change(string change, long epoch)
    {
        lock (_lock)
        {
            var verdict = _epochs.Take(Subject, change, epoch, _clock.GetUtcNow());
            if (!verdict.Allowed)
            {
                return new(epoch < 1 ? 400 : 409, verdict.Reason);
            }

            if (verdict.Changed)
            {
                Take(change);
            }

            return new(200, null);
        }
    }

    private void Take(string change)
    {
        _role = change switch { PromoteChange => RegionRole.Primary, FollowChange => RegionRole.Detached, _ => _role };
        _fenced = change switch { "fence" => true, "unfence" => false, _ => _fenced };
    }
}

/// <summary>An answer as an HTTP status, with the reason of a refusal or the sequence number of a stored row.</summary>
internal sealed record RegionAnswer(int Status, string? Reason, long? Sequence = null);

/// <summary>A region as it tells itself: <paramref name="Rows"/> is also its newest sequence number, <paramref name="LastRowAt"/> the newest customer row's time of sending (UTC).</summary>
internal sealed record RegionState(string Name, string Role, bool Fenced, long Epoch, long Rows, DateTime? LastRowAt, bool Healthy);
