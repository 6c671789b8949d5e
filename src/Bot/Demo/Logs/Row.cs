using System.Globalization;

namespace IncidentBot.Demo.Logs;

/// <summary>
/// One row of a region. <paramref name="At"/> is the writer's time of sending, <paramref name="AcceptedAt"/> the region's;
/// both UTC. A probe row belongs to no customer and never counts as lost.
/// </summary>
internal sealed record Row(long Sequence, string Id, DateTimeOffset At, long Epoch, DateTimeOffset AcceptedAt, bool Probe)
{
    public const int LongestId = 64;

    /// <summary>Ids are 1 to 64 of <c>A-Z a-z 0-9 - _ .</c>, so that none can break a line of a log.</summary>
    public static bool IsId(string? id) =>
        id is { Length: > 0 and <= LongestId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    public string Line() => string.Join('\t', Sequence.ToString(CultureInfo.InvariantCulture), Id, Time(At),
        Epoch.ToString(CultureInfo.InvariantCulture), Time(AcceptedAt), Probe ? "probe" : "customer");

    public static Row Parse(string line)
    {
        var fields = line.Split('\t');
        return fields is [var sequence, var id, var at, var epoch, var accepted, "probe" or "customer"]
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var era)
            && TryTime(at, out var sent) && TryTime(accepted, out var taken)
            ? new Row(number, id, sent, era, taken, fields[5] == "probe")
            : throw new InvalidDataException($"not a row of a region: '{line}'");
    }

    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    internal static bool TryTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
