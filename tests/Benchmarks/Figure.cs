using System.Globalization;

namespace IncidentBot.Benchmarks;

/// <summary>One line of the results: what was measured, its baseline in the same run, and whether the goal is met.</summary>
/// <param name="Met">Null where there is no goal.</param>
internal sealed record Figure(string Name, string Goal, string Measured, string Baseline, double? Ratio, bool? Met)
{
    internal static string Header(DateTimeOffset at, bool isShort) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {at:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors, .NET {Environment.Version}{(isShort ? ", a short run: it proves that they run and measures nothing" : "")}

        | What | Goal | Measured | Baseline in the same run | Ratio | Met? |
        |---|---|---|---|---|---|
        """);

    internal string Row()
    {
        var ratio = Ratio is { } r ? string.Create(CultureInfo.InvariantCulture, $"{r:0.00}x") : "";
        return $"| {Name} | {Goal} | {Measured} | {Baseline} | {ratio} | {Met switch { true => "yes", false => "no", null => "" }} |";
    }

    /// <summary>Three digits with the unit that suits: "12.3 µs".</summary>
    internal static string Time(TimeSpan span) => FormattableString.Invariant(span switch
    {
        { TotalSeconds: >= 1 } => (FormattableString)$"{span.TotalSeconds:0.00} s",
        { TotalMilliseconds: >= 1 } => (FormattableString)$"{span.TotalMilliseconds:0.00} ms",
        _ => $"{span.TotalMicroseconds:0.00} µs",
    });

    /// <summary>Bytes in KiB or MiB.</summary>
    internal static string Bytes(long bytes) => FormattableString.Invariant(bytes < 1 << 20
        ? (FormattableString)$"{bytes / 1024.0:0.0} KiB"
        : $"{bytes / 1048576.0:0.0} MiB");
}
