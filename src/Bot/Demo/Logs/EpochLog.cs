using System.Globalization;

namespace IncidentBot.Demo.Logs;

/// <summary>An <see cref="EpochRegister"/> that survives its process: a change is on disk before it takes effect. Not thread-safe.</summary>
internal sealed class EpochLog : IDisposable
{
    public const string FileName = "epochs.log";

    private readonly AppendLog _file;

    private EpochLog(AppendLog file) => _file = file;

    public EpochRegister Register { get; } = new();

    public static EpochLog Open(string directory)
    {
        var path = Path.Combine(directory, FileName);
        var log = new EpochLog(AppendLog.Open(path, durable: true));
        foreach (var entry in Read(directory))
        {
            log.Register.Apply(entry);
        }

        return log;
    }

    public static IEnumerable<EpochEntry> Read(string directory) =>
        AppendLog.Lines(Path.Combine(directory, FileName)).Select(Parse);

    public EpochVerdict Take(string subject, string change, long epoch, DateTimeOffset now)
    {
        var verdict = Register.Judge(subject, change, epoch);
        if (verdict.Changed)
        {
            _file.Append($"{Row.Time(now)}\t{subject}\t{change}\t{epoch.ToString(CultureInfo.InvariantCulture)}");
            Register.Apply(new EpochEntry(now, subject, change, epoch));
        }

        return verdict;
    }

    public void Dispose() => _file.Dispose();

    private static EpochEntry Parse(string line) =>
        line.Split('\t') is [var at, var subject, var change, var epoch]
        && Row.TryTime(at, out var time)
        && long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new EpochEntry(time, subject, change, number)
            : throw new InvalidDataException($"not an epoch change: '{line}'");
}
