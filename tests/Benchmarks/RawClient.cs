using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IncidentBot.Benchmarks;

/// <summary>An HTTP/1.1 client on one kept connection that costs next to nothing, so that the server's time is what is measured.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] answer = new byte[8192];

    /// <summary>A whole POST request as it goes over the wire.</summary>
    internal static byte[] Request(string path, string body, string type = "text/plain; charset=UTF-8", string headers = "")
    {
        var bytes = Encoding.UTF8.GetByteCount(body);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {type}\r\n{headers}Content-Length: {bytes}\r\n\r\n{body}"));
    }

    internal async Task Connect(int port, CancellationToken cancel) => await socket.ConnectAsync(IPAddress.Loopback, port, cancel);

    /// <summary>Sends a request and reads its answer whole; any status but 200 throws.</summary>
    internal async Task Send(byte[] request, CancellationToken cancel)
    {
        for (var sent = 0; sent < request.Length;)
        {
            sent += await socket.SendAsync(request.AsMemory(sent), cancel);
        }

        for (var have = 0; ;)
        {
            var got = await socket.ReceiveAsync(answer.AsMemory(have), cancel);
            if (got == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            have += got;
            if (Whole(answer.AsSpan(0, have)))
            {
                return;
            }
        }
    }

    public void Dispose() => socket.Dispose();

    private static bool Whole(ReadOnlySpan<byte> text)
    {
        var head = text.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        if (!text.StartsWith("HTTP/1.1 200"u8))
        {
            throw new IOException($"The server answered: {Encoding.UTF8.GetString(text)}");
        }

        var length = text.IndexOf("Content-Length: "u8);
        var number = text[(length + 16)..];
        return length < 0
            ? throw new IOException("The answer has no Content-Length.")
            : text.Length >= head + 4 + int.Parse(number[..number.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
