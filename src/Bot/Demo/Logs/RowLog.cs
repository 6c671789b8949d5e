namespace IncidentBot.Demo.Logs;

/// <summary>The rows of one region on disk, gapless from sequence 1. Memory holds only where each row starts. Not thread-safe.</summary>
internal sealed class RowLog : IDisposable
{
    public const string FileName = "rows.log";

    private readonly AppendLog _file;
    private readonly string _directory;
    private readonly List<long> _starts = [];

    private RowLog(AppendLog file, string directory) => (_file, _directory) = (file, directory);

    public long Last => _starts.Count;

    /// <summary>The sending time of the newest customer row; probes do not move it.</summary>
    public DateTimeOffset? LastRowAt { get; private set; }

    public static RowLog Open(string directory)
    {
        var path = Path.Combine(directory, FileName);
        var log = new RowLog(AppendLog.Open(path, durable: true), directory);
        long start = 0;
        foreach (var line in AppendLog.Lines(path))
        {
            log.Remember(Row.Parse(line), start);
            start += line.Length + 1;
        }

        return log;
    }

    /// <summary>Stores rows before it returns; throws if they do not continue the sequence.</summary>
    public void Append(params IReadOnlyList<Row> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Sequence != Last + 1 + i)
            {
                throw new InvalidDataException($"row {rows[i].Sequence} does not follow row {Last + i}");
            }
        }

        var start = _file.Length;
        var lines = rows.Select(row => row.Line()).ToList();
        _file.Append(lines);
        for (var i = 0; i < rows.Count; i++)
        {
            Remember(rows[i], start);
            start += lines[i].Length + 1;
        }
    }

    /// <summary>Up to <paramref name="limit"/> rows after a sequence number, as their lines stand in the file.</summary>
    public byte[] After(long sequence, int limit)
    {
        var first = (int)Math.Min(sequence, Last);
        return _file.Read(StartOf(first), StartOf((int)Math.Min((long)first + limit, Last)));
    }

    /// <summary>Ends this log under another name beside it, and begins an empty one; of this one nothing is lost.</summary>
    public RowLog SetAside(string name)
    {
        _file.Dispose();
        File.Move(Path.Combine(_directory, FileName), Path.Combine(_directory, name), overwrite: true);
        return Open(_directory);
    }

    public void Dispose() => _file.Dispose();

    private long StartOf(int index) => index < _starts.Count ? _starts[index] : _file.Length;

    private void Remember(Row row, long start)
    {
        if (row.Sequence != Last + 1)
        {
            throw new InvalidDataException($"row {row.Sequence} does not follow row {Last}");
        }

        _starts.Add(start);
        if (!row.Probe)
        {
            LastRowAt = row.At;
        }
    }
}
