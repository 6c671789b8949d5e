using System.Globalization;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Timeline;

/// <summary>Numbers and quoted words as exports write them: always with a unit, and unknown where nothing is known.</summary>
internal static class Figures
{
    internal const string Unknown = "unknown";

    internal static string Records(long? count) =>
        count is { } n ? string.Create(CultureInfo.InvariantCulture, $"{n:N0} {(n == 1 ? "record" : "records")}") : Unknown;

    /// <summary>A count is a count: it never says that nothing was lost.</summary>
    internal static string CountedLost(long? count) => $"{Records(count)} {(count == 1 ? "was" : "were")} counted as lost";

    internal static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    internal static string Money(decimal? amount, string currency) =>
        amount is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:#,0.##} {currency}") : Unknown;

    internal static string Span(TimeSpan? span) => span is { } known ? Durations.Text(known) : Unknown;

    internal static string Stamp(DateTimeOffset? at) => at is { } known ? Durations.Stamp(known) : Unknown;

    /// <summary>A reading's value; a share in percent, a boolean as yes or no.</summary>
    internal static string Value(decimal? value, ReadingUnit unit) => (value, unit) switch
    {
        (null, _) => Unknown,
        (1, ReadingUnit.Boolean) => "yes",
        (0, ReadingUnit.Boolean) => "no",
        ( > -1_000_000 and < 1_000_000, ReadingUnit.Share) => string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.##} %"),
        (_, ReadingUnit.Seconds) => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.###} s"),
        (_, ReadingUnit.PerSecond) => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.###}/s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.###}"),
    };

    /// <summary>The window of writes that would be missing: "2026-03-14 02:05:57.6 to 02:06:00 UTC".</summary>
    internal static string Window(Exposure exposure) =>
        exposure.From >= exposure.Edge ? $"empty: the recovery point, {Durations.Stamp(exposure.From)}, is not before the edge, {Durations.Stamp(exposure.Edge)}"
        : Exact(exposure.From, exposure.Edge);

    private static string Exact(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (from.UtcDateTime, to.UtcDateTime);
        return string.Create(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd HH:mm:ss.FFF} to ")
            + last.ToString(first.Date == last.Date ? "HH:mm:ss.FFF 'UTC'" : "yyyy-MM-dd HH:mm:ss.FFF 'UTC'", CultureInfo.InvariantCulture);
    }

    /// <summary>Words of a person or an alarm, on one line and in quotation marks that they cannot close themselves.</summary>
    internal static string Quoted(string text) =>
        $"“{Shown.Line(text).Replace('“', '"').Replace('”', '"')}”";

    /// <summary>Quoted words that end a sentence: a full stop follows only where they bring none.</summary>
    internal static string QuotedStop(string text) => Quoted(text) is var quoted && quoted[^2] is '.' or '?' or '!' ? quoted : $"{quoted}.";

    /// <summary>" Reason: “...”.", or nothing where none was given.</summary>
    internal static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $" Reason: {QuotedStop(reason)}";

    /// <summary>A remaining time, rounded down: a margin must not read as more than it is.</summary>
    internal static string Margin(TimeSpan span) =>
        span < TimeSpan.FromSeconds(1) ? "less than 1 s" : Durations.Text(new TimeSpan(span.Ticks - (span.Ticks % TimeSpan.TicksPerSecond)));

    internal static string List(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count switch
        {
            0 => "none",
            1 => all[0],
            _ => $"{string.Join(", ", all.Take(all.Count - 1))} and {all[^1]}",
        };
    }
}
