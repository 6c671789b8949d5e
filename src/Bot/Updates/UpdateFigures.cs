using System.Globalization;

namespace IncidentBot.Updates;

/// <summary>Numbers and times of updates, as people read them; rounded so that nothing looks better than it is.</summary>
internal static class UpdateFigures
{
    private static readonly TimeSpan ByTheMinute = TimeSpan.FromMinutes(10);

    /// <summary>"4,200".</summary>
    internal static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"126,000 USD", rounded up to the whole unit.</summary>
    internal static string Money(decimal amount, string currency) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(amount):N0} {InlineText.Clean(currency, 10)}");

    /// <summary>"40%", rounded up.</summary>
    internal static string Share(decimal share) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(Math.Clamp(share, 0, 1) * 100):0}%");

    /// <summary>"14:05 UTC", with the date if that is not the day of <paramref name="now"/>.</summary>
    internal static string Time(DateTimeOffset at, DateTimeOffset now) => Minute(at, now) + " UTC";

    /// <summary>"between 14:05 and 14:20 UTC": the first rounded down to the minute, the second up.</summary>
    internal static string Range(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var first = Floor(from);
        var last = Floor(to) == to ? to : Floor(to).AddMinutes(1);
        return first == last ? $"at {Time(first, now)}" : $"between {Minute(first, now)} and {Time(last, now)}";
    }

    /// <summary>"between 14:05:55 and 14:06:01 UTC": a short window by the second, rounded outwards; a long one by the minute.</summary>
    /// <remarks>By the minute, a window that ends now would end in the future, and people would look for their changes in the wrong place.</remarks>
    internal static string Window(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        if (to - from >= ByTheMinute)
        {
            return Range(from, to, now);
        }

        var (first, last) = (Whole(from, TimeSpan.TicksPerSecond), Whole(to.AddTicks(TimeSpan.TicksPerSecond - 1), TimeSpan.TicksPerSecond));
        return $"between {Minute(first, now)}{Seconds(first)} and {Minute(last, now)}{Seconds(last)} UTC";
    }

    /// <summary>"3 minutes", "1 hour 5 minutes", rounded up to the minute.</summary>
    internal static string Span(TimeSpan span)
    {
        var minutes = (long)Math.Ceiling(span.Duration().TotalMinutes);
        return minutes < 60 ? Unit(minutes, "minute")
            : minutes % 60 == 0 ? Unit(minutes / 60, "hour")
            : $"{Unit(minutes / 60, "hour")} {Unit(minutes % 60, "minute")}";
    }

    private static string Minute(DateTimeOffset at, DateTimeOffset now) => at.UtcDateTime.ToString(
        at.UtcDateTime.Date == now.UtcDateTime.Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Seconds(DateTimeOffset at) => at.UtcDateTime.ToString(":ss", CultureInfo.InvariantCulture);

    private static DateTimeOffset Floor(DateTimeOffset at) => Whole(at, TimeSpan.TicksPerMinute);

    private static DateTimeOffset Whole(DateTimeOffset at, long unit) => new(at.UtcTicks - (at.UtcTicks % unit), TimeSpan.Zero);

    private static string Unit(long count, string unit) => count == 1 ? $"1 {unit}" : $"{count} {unit}s";
}
