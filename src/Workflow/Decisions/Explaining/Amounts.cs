using System.Globalization;
using static IncidentBot.Workflow.Decisions.Explaining.Term;

namespace IncidentBot.Workflow.Decisions.Explaining;

/// <summary>Values with their units, as formulae show them: exact, never rounded, so that whoever recomputes a line gets its result.</summary>
public static class Amounts
{
    internal static decimal Seconds(TimeSpan span) => span.Ticks / (decimal)TimeSpan.TicksPerSecond;

    /// <summary>The nearest longer time; what lies beyond a time span's range is its end.</summary>
    internal static TimeSpan Span(decimal seconds) =>
        seconds >= Seconds(TimeSpan.MaxValue) ? TimeSpan.MaxValue
        : seconds <= Seconds(TimeSpan.MinValue) ? TimeSpan.MinValue
        : TimeSpan.FromTicks((long)Math.Ceiling(seconds * TimeSpan.TicksPerSecond));

    internal static Given Span(string symbol, TimeSpan value, string source, DateTimeOffset? at = null) =>
        new(symbol, Seconds(value), Exact(value), source, at);

    internal static Given Moment(string symbol, DateTimeOffset value, string source, DateTimeOffset? at = null) =>
        new(symbol, value.UtcTicks / (decimal)TimeSpan.TicksPerSecond, Exact(value), source, at);

    internal static Given Rate(string symbol, decimal value, string source, DateTimeOffset? at = null) =>
        new(symbol, value, $"{Number(value)}/s", source, at);

    internal static Given Money(string symbol, decimal value, string currency, string source, DateTimeOffset? at = null) =>
        new(symbol, value, $"{Number(value)} {currency}", source, at);

    internal static Given Price(string symbol, decimal value, string currency, string per, string source, DateTimeOffset? at = null) =>
        new(symbol, value, $"{Number(value)} {currency}/{per}", source, at);

    internal static Given Share(string symbol, decimal value, string source, DateTimeOffset? at = null) =>
        new(symbol, value, $"{Number(value * 100)} %", source, at);

    internal static Given Count(string symbol, decimal value, string source, DateTimeOffset? at = null) =>
        new(symbol, value, Number(value), source, at);

    internal static string Number(decimal value) => value.ToString("#,0.############", CultureInfo.InvariantCulture);

    /// <summary>Money as cards show it: whole units, rounded up, so that no cost reads as less than it is.</summary>
    public static string Rounded(decimal money, string currency) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(money):N0} {currency}");

    /// <summary>A share as cards show it: tenths of a percent, rounded up.</summary>
    public static string Percent(decimal share) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(share * 1000) / 10:0.#} %");

    /// <summary>"9.4312 s", "2 min 5 s", "3 h"; down to the tick.</summary>
    internal static string Exact(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
        {
            return span == TimeSpan.MinValue ? "-" + Exact(TimeSpan.MaxValue) : "-" + Exact(-span);
        }

        var seconds = Seconds(span);
        if (seconds < 60)
        {
            return $"{Number(seconds)} s";
        }

        var (hours, minutes) = ((long)span.TotalHours, span.Minutes);
        var rest = seconds - (hours * 3600) - (minutes * 60);
        return string.Join(' ', new[] { hours > 0 ? $"{Number(hours)} h" : "", minutes > 0 ? $"{minutes} min" : "", rest > 0 ? $"{Number(rest)} s" : "" }
            .Where(part => part.Length > 0));
    }

    /// <summary>"02:06:35.25 UTC" of the day it belongs to.</summary>
    internal static string Exact(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF 'UTC'", CultureInfo.InvariantCulture);
}
