using System.Globalization;

namespace IncidentBot.Chat;

/// <summary>Times as people write them in a hurry: 02:06 (UTC), or in full 2026-03-14T02:06Z.</summary>
internal static class ClockTime
{
    private static readonly string[] OfDay = ["H:mm", "HH:mm", "H:mm:ss", "HH:mm:ss"];

    private static readonly string[] InFull = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>How long a time of day may have passed and still mean today, where a time to come is meant.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromHours(1);

    /// <summary>A time of day means its last occurrence: just after midnight, 23:50 is yesterday's.</summary>
    internal static DateTimeOffset? Past(string word, DateTimeOffset now) =>
        Day(word) is { } time ? Days(time, now, -1, 0).Last(t => t <= now) : Full(word);

    /// <summary>A time of day means its next occurrence: just before midnight, 00:10 is tomorrow's.</summary>
    internal static DateTimeOffset? Coming(string word, DateTimeOffset now) =>
        Day(word) is { } time ? Days(time, now, 0, 1).First(t => t >= now - Overdue) : Full(word);

    private static IEnumerable<DateTimeOffset> Days(TimeOnly time, DateTimeOffset now, params IReadOnlyList<int> days) =>
        days.Select(d => new DateTimeOffset(DateOnly.FromDateTime(now.UtcDateTime).AddDays(d), time, TimeSpan.Zero));

    private static TimeOnly? Day(string word) =>
        TimeOnly.TryParseExact(word.TrimEnd('Z', 'z'), OfDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static DateTimeOffset? Full(string word) => DateTimeOffset.TryParseExact(
        word, InFull, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
