using System.Globalization;

namespace IncidentBot.Demo;

/// <summary>
/// A service in two regions behind a router, as three processes on loopback: a primary, a replica that follows with a
/// delay, and the edge with router, writer and monitor. Losing the primary is a SIGKILL of its process.
/// </summary>
internal sealed class SimulatedService : IAsyncDisposable
{
    private readonly SimulatedServiceOptions _options;
    private readonly HttpClient _http = Demo.Http.Client(TimeSpan.FromSeconds(2));
    private readonly List<SimulatedProcess> _processes = [];

    private SimulatedService(SimulatedServiceOptions options)
    {
        _options = options;
        var ports = FreePort.Pick(3);
        (Primary, Target, Edge) = (Loopback(ports[0]), Loopback(ports[1]), Loopback(ports[2]));
    }

    public Uri Primary { get; }

    public Uri Target { get; }

    public Uri Edge { get; }

    public IReadOnlyList<int> ProcessIds => [.. _processes.Select(process => process.Id)];

    /// <summary>Starts the three processes and returns when each answers; if one does not, none is left behind.</summary>
    public static async Task<SimulatedService> Start(SimulatedServiceOptions options, CancellationToken cancel)
    {
        var service = new SimulatedService(options);
        try
        {
            await service.StartRegions(cancel);
            await service.StartEdge(cancel);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Loses the primary region: its process is gone when this returns.</summary>
    public void KillPrimary() => _processes[0].Kill();

    /// <summary>The lost region comes back, as a follower of the one that took its place: what it alone has is set aside, and the rest copied to it.</summary>
    /// <param name="epoch">That of the failover that left it, at least.</param>
    public async Task ReturnPrimary(long epoch, CancellationToken cancel)
    {
        await _processes[0].DisposeAsync();
        _processes[0] = Start(_options.PrimaryName, "region", "--name", _options.PrimaryName, "--port", Port(Primary),
            "--role", "detached", "--data", Folder(_options.PrimaryName), "--seed", Number(_options.Seed), "--lag-ms", Number((int)_options.Lag.TotalMilliseconds));
        await _processes[0].Answers(_http, new Uri(Primary, "/healthz"), cancel);
        using var answer = await _http.PostAsJsonAsync(new Uri(Primary, "/follow"), new { epoch, upstream = Target.GetLeftPart(UriPartial.Authority) }, cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Makes the target unhealthy: it refuses promotion and writes, and its replication stops.</summary>
    public async Task BreakTarget(CancellationToken cancel)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(Target, "/health"), new { healthy = false }, cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Counts from the files on disk; works while the processes run and after they were disposed of.</summary>
    public LossCount CountLoss() => LossCount.Read(Folder(_options.PrimaryName), Folder(_options.TargetName), Folder("edge"));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            await process.DisposeAsync();
        }

        _processes.Clear();
        _http.Dispose();
    }

    private async Task StartRegions(CancellationToken cancel)
    {
        var primary = Add(_options.PrimaryName, "region", "--name", _options.PrimaryName, "--port", Port(Primary),
            "--role", "primary", "--data", Folder(_options.PrimaryName), "--seed", Number(_options.Seed));
        var target = Add(_options.TargetName, "region", "--name", _options.TargetName, "--port", Port(Target),
            "--role", "replica", "--data", Folder(_options.TargetName), "--seed", Number(_options.Seed),
            "--upstream", Primary.GetLeftPart(UriPartial.Authority), "--lag-ms", Number((int)_options.Lag.TotalMilliseconds));
        await primary.Answers(_http, new Uri(Primary, "/healthz"), cancel);
        await target.Answers(_http, new Uri(Target, "/healthz"), cancel);
    }

    private async Task StartEdge(CancellationToken cancel)
    {
        var edge = Add("edge", "edge", "--port", Port(Edge), "--data", Folder("edge"),
            "--primary", $"{_options.PrimaryName}={Primary.GetLeftPart(UriPartial.Authority)}",
            "--target", $"{_options.TargetName}={Target.GetLeftPart(UriPartial.Authority)}",
            "--rate", Number(_options.Rate), "--seed", Number(_options.Seed));
        await edge.Answers(_http, new Uri(Edge, "/healthz"), cancel);
    }

    private SimulatedProcess Add(string name, params string[] arguments)
    {
        var process = Start(name, arguments);
        _processes.Add(process);
        return process;
    }

    private SimulatedProcess Start(string name, params string[] arguments) => SimulatedProcess.Start(name, arguments, _options.Parent);

    private string Folder(string name) => Path.GetFullPath(Path.Combine(_options.Directory, name));

    private static Uri Loopback(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    private static string Port(Uri url) => Number(url.Port);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
