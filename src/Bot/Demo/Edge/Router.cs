using IncidentBot.Demo.Logs;
using IncidentBot.Demo.Regions;

namespace IncidentBot.Demo.Edge;

/// <summary>
/// Sends writes to the active region unless that region's gate at the edge is closed. Gates and route move under epochs
/// that survive the process; no epoch is smaller than the largest that the edge has seen.
/// </summary>
internal sealed class Router : IDisposable
{
    private const string RouteSubject = "route";

    private readonly Lock _lock = new();
    private readonly EdgeOptions _options;
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly EpochLog _epochs;
    private readonly Dictionary<string, WriteGate> _gates;
    private EdgeRegion _active;

    public Router(EdgeOptions options, HttpClient http, TimeProvider clock)
    {
        Directory.CreateDirectory(options.Directory);
        (_options, _http, _clock) = (options, http, clock);
        _gates = new() { [options.Primary.Name] = new(), [options.Target.Name] = new() };
        _epochs = EpochLog.Open(options.Directory);
        _active = options.Find(_epochs.Register.Last(RouteSubject)?.Change) ?? options.Primary;
        foreach (var (name, gate) in _gates)
        {
            if (_epochs.Register.Last(Gate(name))?.Change == "fence")
            {
                gate.Close();
            }
        }
    }

    public EdgeRegion Active
    {
        get
        {
            lock (_lock)
            {
                return _active;
            }
        }
    }

    /// <summary>Forwards a row to the active region, or to the region that it names to go through.</summary>
    public async Task<RouteAnswer> Write(RowRequest row, CancellationToken cancel)
    {
        var region = _options.Find(row.Through) ?? Active;
        var gate = _gates[region.Name];
        if (!gate.TryEnter())
        {
            return new(423, region.Name, $"writes to {region.Name} are fenced at the edge", RefusedBy: "edge");
        }

        try
        {
            using var answer = await _http.PostAsJsonAsync(new Uri(region.Url, "/rows"), row with { Through = null }, cancel);
            var body = await answer.Content.ReadFromJsonAsync<RegionAnswer>(cancel);
            return new((int)answer.StatusCode, region.Name, body?.Reason, body?.Sequence, answer.IsSuccessStatusCode ? null : "region");
        }
        catch (Exception e) when (Http.IsOutside(e, cancel))
        {
            return new(e is OperationCanceledException ? 504 : 502, region.Name, $"{region.Name} did not answer: {e.Message}");
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>Whether no write to a region is under way, nor can one begin.</summary>
    public bool Quiet(string region) => _gates[region].Quiet;

    /// <summary>The rows of the active region as its log holds them; null if it does not answer.</summary>
    public async Task<byte[]?> Rows(long after, int limit, CancellationToken cancel)
    {
        try
        {
            return await _http.GetByteArrayAsync(new Uri(Active.Url, $"/rows?after={after}&limit={limit}"), cancel);
        }
        catch (Exception e) when (Http.IsOutside(e, cancel))
        {
            return null;
        }
    }

    /// <summary>Closes a region's gate; answers after the last write through it has ended, which takes at most one call's time limit.</summary>
    public async Task<EpochVerdict> Fence(string region, long epoch, CancellationToken cancel)
    {
        EpochVerdict verdict;
        Task drained;
        lock (_lock)
        {
            verdict = _epochs.Take(Gate(region), "fence", epoch, _clock.GetUtcNow());
            drained = verdict.Allowed ? _gates[region].Close() : Task.CompletedTask;
        }

        await drained.WaitAsync(cancel);
        return verdict;
    }

    public EpochVerdict Unfence(string region, long epoch)
    {
        lock (_lock)
        {
            var verdict = _epochs.Take(Gate(region), "unfence", epoch, _clock.GetUtcNow());
            if (verdict.Allowed)
            {
                _gates[region].Open();
            }

            return verdict;
        }
    }

    public EpochVerdict Route(string region, long epoch)
    {
        lock (_lock)
        {
            var verdict = _epochs.Take(RouteSubject, region, epoch, _clock.GetUtcNow());
            if (verdict.Allowed)
            {
                _active = _options.Find(region)!;
            }

            return verdict;
        }
    }

    public RouteState State()
    {
        lock (_lock)
        {
            return new RouteState(_active.Name, _epochs.Register.Last(RouteSubject)?.Epoch ?? 0, _gates.ToDictionary(
                gate => gate.Key,
                gate => new GateState(gate.Value.Closed, _epochs.Register.Last(Gate(gate.Key))?.Epoch ?? 0)));
        }
    }

    public void Dispose() => _epochs.Dispose();

    private static string Gate(string region) => $"gate:{region}";
}

/// <summary>
/// What became of a write: status, the region it was for, and who refused it ("edge": the gate, "region": the region
/// itself, null: nobody, or it is in doubt).
/// </summary>
internal sealed record RouteAnswer(int Status, string Region, string? Reason, long? Sequence = null, string? RefusedBy = null);

/// <summary>Where writes go, since which epoch, and the gate of each region.</summary>
internal sealed record RouteState(string Active, long Epoch, IReadOnlyDictionary<string, GateState> Fences);

/// <summary>Whether a region's gate refuses writes, and the epoch that last moved it (0: none).</summary>
internal sealed record GateState(bool Fenced, long Epoch);
