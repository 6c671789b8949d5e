using System.Globalization;

namespace IncidentBot.Workflow;

/// <summary>Durations and times as people read them in a message: always with a unit, always UTC.</summary>
public static class Durations
{
    /// <summary>"1.8 s", "42 s", "12 min 5 s", "3 h 20 min"; a minus sign in front of a negative one.</summary>
    public static string Text(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
        {
            return "-" + Text(span.Negate());
        }

        if (span < TimeSpan.FromSeconds(10))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalSeconds * 10) / 10:0.#} s");
        }

        var seconds = (long)Math.Ceiling(span.TotalSeconds);
        return seconds < 60 ? $"{seconds} s"
            : seconds < 3600 ? Pair(seconds / 60, "min", seconds % 60, "s")
            : seconds < 86_400 ? Pair(seconds / 3600, "h", seconds % 3600 / 60, "min")
            : Pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    /// <summary>"14:05:09 UTC".</summary>
    public static string Clock(DateTimeOffset at) =>
        at.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>"2026-03-14 02:06:35 UTC".</summary>
    public static string Stamp(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";
}
