using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Bot.Tests.Readings.Resolving;

/// <summary>One record of an answer; the owner is as the question names it unless given.</summary>
internal sealed record TestRecord(ushort Type, uint Ttl, byte[] Data, string? Owner = null)
{
    internal static TestRecord A(string address, uint ttl = 60, string? owner = null) => new(1, ttl, IPAddress.Parse(address).GetAddressBytes(), owner);

    internal static TestRecord Cname(string name, uint ttl = 60, string? owner = null) => new(5, ttl, TestNameServer.Name(name), owner);
}

/// <summary>A name server on loopback, UDP and TCP on one port, that answers what a test wants, byte for byte.</summary>
internal sealed class TestNameServer : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Func<byte[], bool, IEnumerable<byte[]>> answer;
    private readonly List<byte[]> asked = [];
    private readonly Task[] running;
    private readonly UdpClient udp;
    private readonly TcpListener tcp;

    /// <param name="answer">The messages to send back for a question; the flag says that it came over TCP.</param>
    internal TestNameServer(Func<byte[], bool, IEnumerable<byte[]>> answer)
    {
        this.answer = answer;
        while (true)
        {
            tcp = new TcpListener(IPAddress.Loopback, 0);
            tcp.Start();
            try
            {
                udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)tcp.LocalEndpoint).Port));
                break;
            }
            catch (SocketException)
            {
                // Somebody else has that number for UDP.
                tcp.Dispose();
            }
        }

        running = [Udp(), Tcp()];
    }

    internal NameServer Address => new("127.0.0.1", ((IPEndPoint)tcp.LocalEndpoint).Port);

    internal IReadOnlyList<byte[]> Asked
    {
        get
        {
            lock (asked) return [.. asked];
        }
    }

    /// <summary>A server that always answers so.</summary>
    internal static TestNameServer Says(byte code, params TestRecord[] records) => new((question, _) => [Message(question, code, records)]);

    /// <param name="flags">AA 4, TC 2 in the high byte; RA 0x80 in the low byte.</param>
    internal static byte[] Message(byte[] question, byte code, IReadOnlyList<TestRecord> records, ushort flags = 0x0080)
    {
        var message = new List<byte>(question);
        (message[2], message[3]) = ((byte)(0x80 | (question[2] & 1) | (flags >> 8)), (byte)((flags & 0xFF) | code));
        (message[6], message[7]) = ((byte)(records.Count >> 8), (byte)records.Count);
        foreach (var record in records)
        {
            message.AddRange(record.Owner is { } owner ? Name(owner) : [0xC0, 12]);
            message.AddRange([(byte)(record.Type >> 8), (byte)record.Type, 0, 1]);
            var numbers = new byte[6];
            BinaryPrimitives.WriteUInt32BigEndian(numbers, record.Ttl);
            BinaryPrimitives.WriteUInt16BigEndian(numbers.AsSpan(4), (ushort)record.Data.Length);
            message.AddRange([.. numbers, .. record.Data]);
        }

        return [.. message];
    }

    internal static byte[] Name(string name) => [.. name.Split('.').SelectMany(l => Encoding.ASCII.GetBytes(l).Prepend((byte)l.Length)), 0];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(running);
        udp.Dispose();
        tcp.Dispose();
        stop.Dispose();
    }

    private IEnumerable<byte[]> Answers(byte[] question, bool overTcp)
    {
        lock (asked) asked.Add(question);
        return answer(question, overTcp);
    }

    private async Task Udp()
    {
        try
        {
            while (true)
            {
                var received = await udp.ReceiveAsync(stop.Token);
                foreach (var message in Answers(received.Buffer, overTcp: false))
                {
                    await udp.SendAsync(message, received.RemoteEndPoint, stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task Tcp()
    {
        try
        {
            while (true)
            {
                using var client = await tcp.AcceptTcpClientAsync(stop.Token);
                await using var stream = client.GetStream();
                var length = new byte[2];
                await stream.ReadExactlyAsync(length, stop.Token);
                var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
                await stream.ReadExactlyAsync(question, stop.Token);
                foreach (var message in Answers(question, overTcp: true))
                {
                    await stream.WriteAsync((byte[])[(byte)(message.Length >> 8), (byte)message.Length, .. message], stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
