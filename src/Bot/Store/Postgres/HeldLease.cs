namespace IncidentBot.Store.Postgres;

/// <summary>A lease that this node holds: renewed in time, or over for good.</summary>
internal sealed class HeldLease(
    long term, long renewedAt, LeaseTerms terms, TimeProvider clock, Func<long, CancellationToken, Task<bool>> renew, ILogger log) : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenSource _released = new();
    private long _renewedAt = renewedAt;
    private Task _renewing = Task.CompletedTask;

    internal long Number => term;

    internal CancellationToken Over => _over.Token;

    /// <summary>The term, as long as the last renewal can be trusted. A process that was paused finds it gone before any of its timers ring.</summary>
    internal long? Term
    {
        get
        {
            if (_over.IsCancellationRequested) return null;
            if (Left() > TimeSpan.Zero) return term;
            End();
            return null;
        }
    }

    internal void Begin() => _renewing = Task.WhenAll(Task.Run(() => Keep(_released.Token)), Task.Run(() => EndInTime(_released.Token)));

    /// <summary>Once over, it stays so, whatever a late renewal may answer.</summary>
    internal void End()
    {
        // Not on the asker's thread: what is registered with it stops programs and requests.
        if (!_over.IsCancellationRequested) _ = _over.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync();
        await _renewing;
        await _over.CancelAsync();
        _released.Dispose();
    }

    private TimeSpan Left() => terms.Trusted - clock.GetElapsedTime(Volatile.Read(ref _renewedAt));

    private async Task Keep(CancellationToken released)
    {
        while (!released.IsCancellationRequested && Term is not null)
        {
            var left = Left();
            await Task.WhenAny(Task.Delay(terms.Every < left ? terms.Every : left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, released));
            if (released.IsCancellationRequested || Term is null) break;
            await Once(released);
        }

        if (!released.IsCancellationRequested) log.LogWarning("Term {Term} is over: this node stops its work and stands by", term);
    }

    /// <summary>Whatever a renewal waits for: on a line that is cut, even giving one up takes seconds.</summary>
    private async Task EndInTime(CancellationToken released)
    {
        while (!released.IsCancellationRequested && !_over.IsCancellationRequested)
        {
            if (Left() is not { Ticks: > 0 } left)
            {
                End();
                return;
            }

            await Task.WhenAny(Task.Delay(left, clock, released));
        }
    }

    private async Task Once(CancellationToken released)
    {
        var asked = clock.GetTimestamp();
        using var inTime = new CancellationTokenSource(Left() is { Ticks: > 0 } left ? left : TimeSpan.Zero, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(inTime.Token, released);
        try
        {
            if (await renew(term, either.Token)) Volatile.Write(ref _renewedAt, asked);
            else End();
        }
        catch (Exception e)
        {
            if (released.IsCancellationRequested) return;
            log.LogWarning("Term {Term} could not be renewed, {Left} are left: {Reason}", term, Left(), e.Message);
            await Task.WhenAny(Task.Delay(terms.Look, clock, either.Token));
        }
    }
}
