using System.Net;
using System.Net.Sockets;

namespace IncidentBot.Acceptance.Faults;

/// <summary>Carries connections from an address of the namespace's lines to a port of loopback.</summary>
internal sealed class Forward : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource ended = new();
    private readonly Task accepting;

    internal Forward(IPAddress here, int to)
    {
        listener = new TcpListener(here, 0);
        listener.Start();
        accepting = Accept(to);
    }

    internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        await accepting;
        ended.Dispose();
    }

    private async Task Accept(int to)
    {
        try
        {
            while (true) _ = Carry(await listener.AcceptTcpClientAsync(ended.Token), to);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Carry(TcpClient from, int port)
    {
        using var client = from;
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, port, ended.Token);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
            var (up, down) = (client.GetStream(), server.GetStream());
            await Task.WhenAny(up.CopyToAsync(down, either.Token), down.CopyToAsync(up, either.Token));
            await either.CancelAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // One of the two has gone.
        }
    }
}
