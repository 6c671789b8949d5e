using System.Net.Sockets;

namespace IncidentBot.Demo;

/// <summary>Calls between the simulated processes: straight to loopback, past any proxy, and short.</summary>
internal static class Http
{
    public static HttpClient Client(TimeSpan timeout) =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = timeout }) { Timeout = timeout };

    /// <summary>True for a failure of the other side (refused, reset, cut off, too slow), false for our own stop or a bug.</summary>
    public static bool IsOutside(Exception e, CancellationToken cancel) =>
        e is HttpRequestException or IOException or SocketException
        || (e is OperationCanceledException && !cancel.IsCancellationRequested);
}
