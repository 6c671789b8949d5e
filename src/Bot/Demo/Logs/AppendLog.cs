using System.Text;
using Microsoft.Win32.SafeHandles;

namespace IncidentBot.Demo.Logs;

/// <summary>
/// A file of lines that only grows. A line counts once its newline is in the file: a torn last line, left by a killed
/// process, is cut off when the file is opened for writing and passed over when it is only read. Not thread-safe.
/// </summary>
internal sealed class AppendLog : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly bool _durable;

    private AppendLog(SafeFileHandle file, bool durable, long length)
    {
        _file = file;
        _durable = durable;
        Length = length;
    }

    public long Length { get; private set; }

    /// <summary>With <paramref name="durable"/> every append reaches the disk, otherwise the operating system, before it returns.</summary>
    public static AppendLog Open(string path, bool durable)
    {
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var whole = WholeLength(file);
        RandomAccess.SetLength(file, whole);
        return new AppendLog(file, durable, whole);
    }

    /// <summary>Appends lines, each without its newline, in one write.</summary>
    public void Append(params IEnumerable<string> lines)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        RandomAccess.Write(_file, bytes, Length);
        if (_durable)
        {
            RandomAccess.FlushToDisk(_file);
        }

        Length += bytes.Length;
    }

    public byte[] Read(long from, long to)
    {
        var bytes = new byte[to - from];
        var done = 0;
        while (done < bytes.Length)
        {
            var read = RandomAccess.Read(_file, bytes.AsSpan(done), from + done);
            if (read == 0)
            {
                throw new EndOfStreamException($"the log ends at {from + done}, before {to}");
            }

            done += read;
        }

        return bytes;
    }

    /// <summary>The whole lines of a file, also while another process appends to it; none if there is no such file.</summary>
    public static IEnumerable<string> Lines(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var left = WholeLength(stream.SafeFileHandle);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (left > 0 && reader.ReadLine() is { } line)
        {
            left -= Encoding.UTF8.GetByteCount(line) + 1;
            yield return line;
        }
    }

    public void Dispose() => _file.Dispose();

    private static long WholeLength(SafeFileHandle file)
    {
        Span<byte> buffer = stackalloc byte[4096];
        for (var end = RandomAccess.GetLength(file); end > 0;)
        {
            var start = Math.Max(0, end - buffer.Length);
            var read = RandomAccess.Read(file, buffer[..(int)(end - start)], start);
            var newline = buffer[..read].LastIndexOf((byte)'\n');
            if (newline >= 0)
            {
                return start + newline + 1;
            }

            end = start;
        }

        return 0;
    }
}
