using System.Net;
using System.Net.Sockets;

namespace IncidentBot.Demo;

/// <summary>
/// Picks free ports on loopback below the range that systems hand out by themselves: there, a connection attempt to a dead
/// region's port could meet a stranger's listener, or even itself.
/// </summary>
internal static class FreePort
{
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    public static IReadOnlyList<int> Pick(int count)
    {
        var found = new HashSet<int>();
        for (var tries = 0; found.Count < count; tries++)
        {
            if (tries > Highest - Lowest)
            {
                throw new InvalidOperationException($"no {count} free ports on 127.0.0.1 from {Lowest} to {Highest}");
            }

            var port = Random.Shared.Next(Lowest, Highest);
            if (IsFree(port))
            {
                found.Add(port);
            }
        }

        return [.. found];
    }

    /// <summary>Whether nobody listens on a port of 127.0.0.1 at this moment.</summary>
    internal static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
