using System.Globalization;

namespace IncidentBot.Demo.Logs;

/// <summary>A customer write that was answered with success: the region's sequence number, the row's id, when it was sent (UTC), and where it landed.</summary>
internal sealed record Acknowledged(long Sequence, string Id, DateTimeOffset At, string Region)
{
    public const string FileName = "acknowledged.log";

    public string Line() => $"{Sequence.ToString(CultureInfo.InvariantCulture)}\t{Id}\t{Row.Time(At)}\t{Region}";

    public static IEnumerable<Acknowledged> Read(string directory) =>
        AppendLog.Lines(Path.Combine(directory, FileName)).Select(Parse);

    private static Acknowledged Parse(string line) =>
        line.Split('\t') is [var sequence, var id, var at, var region]
        && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Row.TryTime(at, out var time)
            ? new Acknowledged(number, id, time, region)
            : throw new InvalidDataException($"not an acknowledged write: '{line}'");
}
