using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.Alarms.Parsing;

/// <summary>Reads the time stamps of alarm deliveries; a time without an offset is refused, never guessed.</summary>
internal static partial class AlarmTime
{
    /// <summary>
    /// Reads <c>2025-02-02T12:06:35.472+0000</c>, with or without a colon in the offset or with Z, and with stray blanks as in
    /// published Lambda samples (<c>2023-08-04T12: 36: 15.490+0000</c>). Null if it is anything else.
    /// </summary>
    internal static DateTimeOffset? Read(string? text)
    {
        if (text is null or { Length: > 64 })
        {
            return null;
        }

        var match = Iso().Match(text.Replace(" ", "", StringComparison.Ordinal));
        if (!match.Success)
        {
            return null;
        }

        var fraction = match.Groups["fraction"].Value;
        var offset = match.Groups["offset"].Value;
        var normal = match.Groups["seconds"].Value
            + fraction[..Math.Min(fraction.Length, 8)]
            + (offset is "Z" || offset.Contains(':', StringComparison.Ordinal) ? offset : $"{offset[..3]}:{offset[3..]}");
        return DateTimeOffset.TryParseExact(
            normal, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var read)
            ? read
            : null;
    }

    [GeneratedRegex(@"\A(?<seconds>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?<fraction>\.[0-9]{1,9})?(?<offset>Z|[+-][0-9]{2}:?[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();
}
