using System.Net.Sockets;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings;

/// <summary>1 when a connection is accepted, 0 when it is actively refused; anything else is unknown, for silence may be the network's.</summary>
internal sealed class TcpReading : IReadingSource
{
    public bool Reads(ReadingSource source) => source is ReadingSource.Tcp;

    public async Task<Sample> Take(ReadingSource source, CancellationToken cancel)
    {
        var to = (ReadingSource.Tcp)source;
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(to.Host, to.Port, cancel);
            return Sample.Of(1);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return Sample.Of(0);
        }
        catch (SocketException e)
        {
            return Sample.Unknown($"the connection to {to.Host}:{to.Port} failed ({e.SocketErrorCode})");
        }
    }
}
