using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>The line between the regions: what the primary sends arrives later, in order, by a delay that wanders. When it is cut, what is under way is lost.</summary>
internal sealed class Link : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly int server;
    private readonly Random random;
    private readonly CancellationTokenSource cut = new();
    private readonly List<Task> running = [];

    internal Link(int port, int server, int seed)
    {
        (this.server, random) = (server, new Random(seed));
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        running.Add(Accept());
    }

    internal void Cut()
    {
        cut.Cancel();
        listener.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await Task.WhenAll(running);
        cut.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(cut.Token);
                running.Add(Carry(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task Carry(TcpClient standby)
    {
        using var _ = standby;
        using var primary = new TcpClient();
        try
        {
            await primary.ConnectAsync(IPAddress.Loopback, server, cut.Token);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cut.Token);
            var (up, down) = (standby.GetStream(), primary.GetStream());
            await Task.WhenAny(up.CopyToAsync(down, ended.Token), Later(down, up, ended.Token));
            await ended.CancelAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // Cut, or one of the two ended.
        }
    }

    private async Task Later(NetworkStream from, NetworkStream to, CancellationToken cancel)
    {
        var underWay = Channel.CreateUnbounded<(DateTimeOffset Due, byte[] Bytes)>();
        var read = Task.Run(async () =>
        {
            var (buffer, due) = (new byte[64 * 1024], DateTimeOffset.MinValue);
            for (int count; (count = await from.ReadAsync(buffer, cancel)) > 0;)
            {
                var arrives = DateTimeOffset.UtcNow + TimeSpan.FromMilliseconds(random.Next(150, 1200));
                due = arrives > due ? arrives : due;
                underWay.Writer.TryWrite((due, buffer[..count]));
            }

            underWay.Writer.Complete();
        }, cancel);
        await foreach (var (due, bytes) in underWay.Reader.ReadAllAsync(cancel))
        {
            var rest = due - DateTimeOffset.UtcNow;
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancel);
            await to.WriteAsync(bytes, cancel);
        }

        await read;
    }
}
