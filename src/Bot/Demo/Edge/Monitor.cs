using System.Net;
using System.Net.Sockets;
using IncidentBot.Demo.Regions;

namespace IncidentBot.Demo.Edge;

/// <summary>
/// Watches both regions from outside and keeps what it saw when one of them dies, as a metrics service does. A lag sample
/// is taken only while one answers as primary and the other as its replica; the last one of each direction stays, with its time.
/// </summary>
internal sealed class Monitor(EdgeOptions options, HttpClient http, TimeProvider clock, Func<string, bool> quiet) : BackgroundService
{
    /// <summary>So many refused connections in a row mean that nothing listens there any more.</summary>
    public const int RefusalsThatProve = 5;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromMilliseconds(500);

    private volatile Observed _observed = new();
    private int _refusals;

    public Observed Latest => _observed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Look(stoppingToken);
        }
    }

    internal async Task Look(CancellationToken cancel)
    {
        // Looked at before the regions are asked: what they then say covers all that was sent until now.
        var begun = clock.GetUtcNow();
        var (quietPrimary, quietTarget) = (quiet(options.Primary.Name), quiet(options.Target.Name));
        var asked = (Primary: State(options.Primary, cancel), Target: State(options.Target, cancel), Refused: Refused(options.Primary.Url, cancel));
        var primary = await asked.Primary;
        var target = await asked.Target;
        _refusals = await asked.Refused ? _refusals + 1 : 0;
        var now = clock.GetUtcNow();
        _observed = new Observed
        {
            Lag = Drained(primary, target, quietPrimary, begun) ?? LagSample(primary, target, now) ?? _observed.Lag,
            LagBack = Drained(target, primary, quietTarget, begun) ?? LagSample(target, primary, now) ?? _observed.LagBack,
            PrimaryHealthy = Reading.Flag(primary is { Healthy: true }, now),
            TargetHealthy = Reading.Flag(target is { Healthy: true }, now),
            PrimaryDead = Reading.Flag(_refusals >= RefusalsThatProve, now),
        };
    }

    /// <summary>No write is under way, and the replica has every row: it lags by nothing, however old its newest row is.</summary>
    internal static Reading? Drained(RegionState? primary, RegionState? target, bool quiet, DateTimeOffset begun) =>
        quiet && primary is { Role: "primary", Rows: var all } && target is { Role: "replica", Rows: var have } && have == all
            ? new Reading(0, "seconds", begun.UtcDateTime)
            : null;

    internal static Reading? LagSample(RegionState? primary, RegionState? target, DateTimeOffset now) =>
        primary is { Role: "primary" } && target is { Role: "replica", LastRowAt: { } newest }
            ? new Reading((now.UtcDateTime - newest).Ticks / (decimal)TimeSpan.TicksPerSecond, "seconds", now.UtcDateTime)
            : null;

    private async Task<RegionState?> State(EdgeRegion region, CancellationToken cancel)
    {
        try
        {
            var state = await http.GetFromJsonAsync<RegionState>(new Uri(region.Url, "/state"), cancel);
            return state?.Name == region.Name ? state : null;
        }
        catch (Exception e) when (Http.IsOutside(e, cancel) || e is System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>Only a refusal proves that nothing listens; silence proves nothing.</summary>
    private static async Task<bool> Refused(Uri url, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(ConnectLimit);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(url.Host), url.Port, limit.Token);
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}

/// <summary>The newest samples; null: never sampled.</summary>
internal sealed record Observed
{
    public Reading? Lag { get; init; }

    /// <summary>The lag of the first primary behind the target, once it follows that.</summary>
    public Reading? LagBack { get; init; }

    public Reading? PrimaryHealthy { get; init; }

    public Reading? TargetHealthy { get; init; }

    public Reading? PrimaryDead { get; init; }
}
