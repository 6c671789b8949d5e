using System.Globalization;

namespace IncidentBot.Workflow;

/// <summary>Durations and times as people read them in a message: always with a unit, always UTC.</summary>
public static class Durations
{
    /// <summary>"1.8 s", "42 s", "12 min 5 s", "3 h 20 min", "2 d 4 h"; a minus sign in front of a negative one.</summary>
    /// <remarks>Rounded up to the last unit shown, so that no age, exposure or delay reads as less than it is.</remarks>
    public static string Text(TimeSpan span)
    {
        // In Int128, because the most negative duration has no positive counterpart.
        Int128 ticks = span.Ticks;
        return ticks < 0 ? "-" + Text(-ticks) : Text(ticks);
    }

    /// <summary>"14:05:09 UTC".</summary>
    public static string Clock(DateTimeOffset at) =>
        at.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>"2026-03-14 02:06:35 UTC".</summary>
    public static string Stamp(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Text(Int128 ticks)
    {
        if (ticks < 10 * TimeSpan.TicksPerSecond)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{(decimal)Up(ticks, TimeSpan.TicksPerSecond / 10) / 10:0.#} s");
        }

        var seconds = Up(ticks, TimeSpan.TicksPerSecond);
        var minutes = Up(ticks, TimeSpan.TicksPerMinute);
        return seconds < 60 ? $"{seconds} s"
            : seconds < 3600 ? Pair(seconds / 60, "min", seconds % 60, "s")
            : minutes < 1440 ? Pair(minutes / 60, "h", minutes % 60, "min")
            : Pair(Up(ticks, TimeSpan.TicksPerHour) / 24, "d", Up(ticks, TimeSpan.TicksPerHour) % 24, "h");
    }

    private static long Up(Int128 ticks, long unit) => (long)((ticks + unit - 1) / unit);

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";
}
