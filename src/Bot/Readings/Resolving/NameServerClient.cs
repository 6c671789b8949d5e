using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings.Resolving;

/// <summary>Asks one name server one question: over UDP, and over TCP when the answer does not fit. The caller's cancellation is the only time limit.</summary>
internal static class NameServerClient
{
    private const int LongestDatagram = 4096;

    /// <summary>A datagram may be lost: it is sent again until the caller's time is over.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>Never throws for what the server or the network does.</summary>
    internal static async Task<DnsAnswer> Ask(NameServer server, string name, DnsRecordType type, bool recurse, CancellationToken cancel)
    {
        // Unguessable, together with the port that the system picks: an answer from elsewhere is not believed.
        var question = new DnsQuestion((ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1), name, type, recurse);
        try
        {
            var address = IPAddress.TryParse(server.Host, out var literal) ? literal : (await System.Net.Dns.GetHostAddressesAsync(server.Host, cancel)).FirstOrDefault();
            if (address is null)
            {
                return DnsAnswer.Trouble($"the name server {server.Host} has no address");
            }

            var to = new IPEndPoint(address, server.Port);
            var answer = await OverUdp(to, question, cancel);
            return answer.Truncated ? await OverTcp(to, question, cancel) : answer;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return DnsAnswer.Trouble($"the name server {server} cannot be reached");
        }
    }

    private static async Task<DnsAnswer> OverUdp(IPEndPoint to, DnsQuestion question, CancellationToken cancel)
    {
        using var socket = new Socket(to.AddressFamily, SocketType.Dgram, ProtocolType.Udp);

        // Connected: datagrams of other senders are dropped, and a closed port is heard of.
        await socket.ConnectAsync(to, cancel);
        var message = question.Message();
        var buffer = new byte[LongestDatagram];
        while (true)
        {
            await socket.SendAsync(message, cancel);
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            wait.CancelAfter(Again);
            try
            {
                while (true)
                {
                    var length = await socket.ReceiveAsync(buffer, wait.Token);
                    if (DnsMessage.Read(buffer.AsSpan(0, length), question) is { } answer)
                    {
                        return answer;
                    }
                }
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // Asked again.
            }
        }
    }

    private static async Task<DnsAnswer> OverTcp(IPEndPoint to, DnsQuestion question, CancellationToken cancel)
    {
        using var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(to, cancel);
        await using var stream = new NetworkStream(socket);
        var message = question.Message();
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)message.Length);
        await stream.WriteAsync((byte[])[.. length, .. message], cancel);
        await stream.ReadExactlyAsync(length, cancel);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, cancel);
        return DnsMessage.Read(answer, question) is { Truncated: false } read ? read : DnsAnswer.Trouble("the name server's answer over TCP is none to the question");
    }
}
