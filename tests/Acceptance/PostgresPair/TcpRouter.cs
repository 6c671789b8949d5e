using System.Net;
using System.Net.Sockets;
using IncidentBot.Demo.Edge;
using IncidentBot.Demo.Logs;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>
/// The only way to either server: one port for users, which leads to the active region, and one for each region by name, all through the same gates.
/// A larger epoch wins and a smaller one is refused. It never waits for a server, so that one that is paused cannot hold it up.
/// </summary>
internal sealed class TcpRouter : IAsyncDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly EpochRegister epochs = new();
    private readonly Dictionary<string, RouterSide> sides;
    private readonly CancellationTokenSource ended = new();
    private readonly List<TcpListener> listeners = [];
    private readonly List<Task> accepting = [];
    private string active;

    /// <param name="users">The port of the users' way.</param>
    /// <param name="regions">Region, port through its gate, port of its server; the first is active.</param>
    internal TcpRouter(int users, params (string Region, int Through, int Server)[] regions)
    {
        sides = regions.ToDictionary(r => r.Region, r => new RouterSide(r.Server));
        active = regions[0].Region;
        Listen(users, () => sides[active]);
        foreach (var region in regions)
        {
            Listen(region.Through, () => sides[region.Region]);
        }
    }

    internal long Highest => epochs.Highest;

    internal bool Knows(string? region) => region is not null && sides.ContainsKey(region);

    /// <summary>Closes a region's gate and cuts what is open; answers when nothing that a server acknowledged is on its way to a user any more.</summary>
    internal async Task<EpochVerdict> Fence(string region, long epoch)
    {
        var (verdict, drained) = (EpochVerdict.Change, Task.CompletedTask);
        lock (gate)
        {
            verdict = Take($"gate:{region}", "fence", epoch);
            if (verdict.Allowed)
            {
                drained = sides[region].Close();
            }
        }

        await drained;
        return verdict;
    }

    internal EpochVerdict Unfence(string region, long epoch) => Take($"gate:{region}", "unfence", epoch, () => sides[region].Gate.Open());

    internal EpochVerdict Route(string region, long epoch) => Take("route", region, epoch, () => active = region);

    internal RouteState State()
    {
        lock (gate)
        {
            return new RouteState(active, epochs.Last("route")?.Epoch ?? 0, sides.ToDictionary(
                s => s.Key, s => new GateState(s.Value.Gate.Closed, epochs.Last($"gate:{s.Key}")?.Epoch ?? 0)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listeners.ForEach(l => l.Stop());
        await Task.WhenAll(sides.Values.Select(s => s.Close()).Concat(accepting));
        ended.Dispose();
    }

    private EpochVerdict Take(string subject, string change, long epoch, Action? then = null)
    {
        lock (gate)
        {
            var verdict = epochs.Judge(subject, change, epoch);
            if (verdict.Allowed)
            {
                epochs.Apply(new EpochEntry(DateTimeOffset.UtcNow, subject, change, epoch));
                then?.Invoke();
            }

            return verdict;
        }
    }

    private void Listen(int port, Func<RouterSide> side)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        listeners.Add(listener);
        accepting.Add(Accept(listener, side));
    }

    private async Task Accept(TcpListener listener, Func<RouterSide> side)
    {
        try
        {
            while (true)
            {
                var user = await listener.AcceptSocketAsync(ended.Token);
                _ = side().Carry(user, ConnectLimit, ended.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
