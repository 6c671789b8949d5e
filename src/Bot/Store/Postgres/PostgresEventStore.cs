namespace IncidentBot.Store.Postgres;

/// <summary>The log on PostgreSQL. Each append computes its part of the hash chain inside its transaction, and is refused there when its term is over.</summary>
internal sealed class PostgresEventStore : IEventStore, IAsyncDisposable
{
    private readonly PostgresLog _log;
    private readonly PostgresPulse _pulse;
    private readonly IWorkLease? _fence;
    private readonly PostgresAppends _appends;
    private readonly GroupCommit<PendingAppend, AppendResult?> _group;

    /// <param name="fence">Who may append; null lets everybody, for a copy and for what only races.</param>
    internal PostgresEventStore(PostgresConnections connections, PostgresPulse pulse, IWorkLease? fence)
    {
        _log = new PostgresLog(connections);
        _pulse = pulse;
        _fence = fence;
        _appends = new PostgresAppends(connections);
        _group = new GroupCommit<PendingAppend, AppendResult?>(batch => _appends.Commit(batch, CancellationToken.None));
    }

    public async Task<AppendResult> Append(IReadOnlyList<StreamAppend> appends, long? completes, CancellationToken cancel)
    {
        var canonical = CheckedAppends.Of(appends);
        var term = _fence is null ? (long?)null : _fence.Term ?? throw TermOverException.Now();
        var result = await _group.Add(new PendingAppend(canonical, completes, term), cancel);
        if (result is null)
        {
            _fence!.Lost(term!.Value);
            throw TermOverException.Of(term.Value);
        }

        if (result is AppendResult.Appended appended) _pulse.Appended(appended.Position);
        return result;
    }

    public Task<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, CancellationToken cancel) =>
        _log.ReadStream(stream, afterVersion, cancel);

    public Task<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int max, CancellationToken cancel) =>
        _log.ReadAll(afterPosition, max, cancel);

    public Task<IReadOnlyList<string>> Streams(string prefix, CancellationToken cancel) => _log.Streams(prefix, cancel);

    public Task Appended(long afterPosition, CancellationToken cancel) => _pulse.Past(afterPosition, cancel);

    public async ValueTask DisposeAsync()
    {
        await _group.DisposeAsync();
        await _appends.DisposeAsync();
    }
}
