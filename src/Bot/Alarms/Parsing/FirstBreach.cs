using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IncidentBot.Alarms.Parsing;

/// <summary>Finds the earliest breaching datapoint that an alarm's explanation names; answers null rather than a guess.</summary>
internal static partial class FirstBreach
{
    // An alarm looks back at most seven days; a datapoint older than that was misread (or is not CloudWatch's).
    private static readonly TimeSpan LongestLookBack = TimeSpan.FromDays(8);

    /// <summary>
    /// Reads the reason's text ("... 2 out of the last 3 datapoints [9.0 (02/10/19 16:59:00), ...] was greater than the threshold
    /// (5.0)", day/month/year in UTC) and reasonData's evaluatedDatapoints where there are any.
    /// </summary>
    internal static DateTimeOffset? Find(string reason, JsonElement? reasonData, DateTimeOffset changedAt)
    {
        var breaches = Comparison(reason);
        var points = Named(reason, breaches).Concat(Evaluated(reasonData, breaches))
            .Where(at => at <= changedAt && changedAt - at <= LongestLookBack)
            .ToArray();
        return points.Length == 0 ? null : points.Min();
    }

    private static IEnumerable<DateTimeOffset> Named(string reason, Func<decimal, bool>? breaches)
    {
        var list = List().Match(reason);
        if (!list.Success)
        {
            return [];
        }

        var points = Datapoint().Matches(list.Value).Select(Point).ToArray();
        var count = Count().Match(reason);

        // "1 out of the last 1" lists breaching points only. Where more points are listed than breached, the comparison must tell
        // which; where it cannot, no point is known to be a breach.
        var allBreach = reason.Contains("which crossed the threshold", StringComparison.Ordinal)
            || (count.Success && count.Groups[1].Value == points.Length.ToString(CultureInfo.InvariantCulture));
        return points
            .Where(p => p.At is not null && (allBreach || (breaches is not null && p.Value is { } value && breaches(value))))
            .Select(p => p.At!.Value);
    }

    private static IEnumerable<DateTimeOffset> Evaluated(JsonElement? reasonData, Func<decimal, bool>? breaches) =>
        breaches is null
            ? []
            : reasonData.Items("evaluatedDatapoints")
                .Where(p => p.Number("value") is { } value && breaches(value))
                .Select(p => AlarmTime.Read(p.Text("timestamp")))
                .OfType<DateTimeOffset>();

    private static Func<decimal, bool>? Comparison(string reason)
    {
        var match = Threshold().Match(reason);
        if (!match.Success || Value(match.Groups["threshold"].Value) is not { } threshold)
        {
            return null;
        }

        var orEqual = match.Groups["equal"].Success;
        return match.Groups["sense"].Value == "greater"
            ? value => value > threshold || (orEqual && value == threshold)
            : value => value < threshold || (orEqual && value == threshold);
    }

    private static (decimal? Value, DateTimeOffset? At) Point(Match match) => (
        Value(match.Groups["value"].Value),
        DateTimeOffset.TryParseExact(
            match.Groups["at"].Value, "dd/MM/yy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null);

    private static decimal? Value(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    [GeneratedRegex(@"\[-?[0-9][-+0-9.E]* \([^\]]*\]", RegexOptions.CultureInvariant)]
    private static partial Regex List();

    [GeneratedRegex(@"(?<value>-?[0-9][-+0-9.E]*) \((?<at>[0-9]{2}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2})\)", RegexOptions.CultureInvariant)]
    private static partial Regex Datapoint();

    [GeneratedRegex(@"([0-9]{1,4}) (?:out of the last [0-9]{1,4} )?datapoints?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Count();

    // "was not greater than" explains an OK; the alarm state never uses it.
    [GeneratedRegex(@"(?:was|were) (?<sense>greater|less) than (?<equal>or equal to )?the threshold \((?<threshold>-?[0-9][-+0-9.E]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Threshold();
}
