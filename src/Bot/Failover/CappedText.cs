using System.Buffers;
using System.Text;

namespace IncidentBot.Failover;

/// <summary>The first bytes of what a program says, as text; the rest is read and counted, so that the program is not held up by a full pipe.</summary>
internal sealed class CappedText(int most)
{
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> kept = new();
    private long dropped;

    /// <summary>Reads to the end. A stream that breaks ends what was said.</summary>
    internal async Task Take(Stream stream, CancellationToken cancel)
    {
        var buffer = new byte[4096];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
            {
                Add(buffer.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Nobody waits for more: the program was killed, or has ended and left its output to a child.
        }
    }

    public override string ToString()
    {
        lock (gate)
        {
            var text = Encoding.UTF8.GetString(kept.WrittenSpan).ReplaceLineEndings(" ").TrimEnd();
            return dropped == 0 ? text : $"{text} (and {dropped} more bytes)";
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            var fits = Math.Min(bytes.Length, most - kept.WrittenCount);
            kept.Write(bytes[..fits]);
            dropped += bytes.Length - fits;
        }
    }
}
