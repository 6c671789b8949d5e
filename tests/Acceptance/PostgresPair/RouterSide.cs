using System.Net;
using System.Net.Sockets;
using IncidentBot.Demo.Edge;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>The connections to one server, and the gate before it. Nothing that the server says passes a closed gate, however late it says it.</summary>
internal sealed class RouterSide(int server)
{
    private readonly Lock gate = new();
    private readonly HashSet<Socket> open = [];

    internal WriteGate Gate { get; } = new();

    /// <summary>Cuts every connection; complete when no answer of the server is being passed on.</summary>
    internal Task Close()
    {
        lock (gate)
        {
            var quiet = Gate.Close();
            foreach (var socket in open)
            {
                Cut(socket);
            }

            open.Clear();
            return quiet;
        }
    }

    /// <summary>Carries one connection to its end; it never throws.</summary>
    internal async Task Carry(Socket user, TimeSpan connectLimit, CancellationToken cancel)
    {
        var database = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        user.NoDelay = true;
        try
        {
            if (!Add(user, database))
            {
                return;
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(connectLimit);
            await database.ConnectAsync(IPAddress.Loopback, server, limit.Token);
            await Task.WhenAny(Pass(user, database, cancel), Pass(database, user, cancel));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The server does not listen, or the connection was cut: the user sees it close.
        }
        finally
        {
            Remove(user, database);
        }
    }

    private async Task Pass(Socket from, Socket to, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int count; (count = await from.ReceiveAsync(buffer, cancel)) > 0;)
            {
                if (!Gate.TryEnter())
                {
                    return;
                }

                try
                {
                    for (var sent = 0; sent < count;)
                    {
                        sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancel);
                    }
                }
                finally
                {
                    Gate.Leave();
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two ended, or was cut.
        }
    }

    private bool Add(Socket user, Socket database)
    {
        lock (gate)
        {
            return !Gate.Closed && open.Add(user) && open.Add(database);
        }
    }

    private void Remove(Socket user, Socket database)
    {
        lock (gate)
        {
            open.Remove(user);
            open.Remove(database);
        }

        Cut(user);
        Cut(database);
    }

    /// <summary>At once and without a farewell: bytes that wait in a buffer do not go out any more.</summary>
    private static void Cut(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        socket.Dispose();
    }
}
