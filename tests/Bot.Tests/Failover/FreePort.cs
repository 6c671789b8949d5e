using System.Net;
using System.Net.Sockets;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>A port on loopback that nobody listens on.</summary>
internal static class FreePort
{
    internal static int Closed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
