using IncidentBot.Workflow.Decisions.Explaining;
using IncidentBot.Workflow.Plans;
using static IncidentBot.Workflow.Decisions.Explaining.Amounts;

namespace IncidentBot.Workflow.Decisions;

/// <summary>What a path's 95th percentile will be after the move, <c>p95_new = p95_old + delta RTT</c>, against its budget.</summary>
/// <param name="P95">Value null exactly while one of its two inputs is unknown.</param>
/// <param name="WithinBudget">Whether p95 is at most the budget; null while it is unknown, which is never good.</param>
public sealed record LatencyForecast(string Path, Explained<TimeSpan> P95, TimeSpan Budget, bool? WithinBudget)
{
    /// <summary>The forecast of each path of a plan, in its order; the same facts give the same answer.</summary>
    /// <param name="readings">The newest sample of each reading, by id.</param>
    public static IReadOnlyList<LatencyForecast> For(
        FailoverPlan plan, IReadOnlyDictionary<string, Reading> readings, DateTimeOffset now) =>
        [.. (plan.Latency ?? []).Select(path => For(path, readings, now))];

    /// <summary>The forecast of one path. A sum of percentiles is an upper estimate only if the added time is about the same for all requests.</summary>
    public static LatencyForecast For(PlanPath path, IReadOnlyDictionary<string, Reading> readings, DateTimeOffset now)
    {
        var missing = new List<string>();
        var old = Known("p95_old", path.P95, readings, now, least: 0, missing);
        var added = Known("ΔRTT", path.Added, readings, now, least: -86_400, missing);
        var title = $"p95 of {path.Name} after the move, budget {Exact(path.Budget)}";
        if (old is null || added is null)
        {
            return new LatencyForecast(path.Name,
                new Explained<TimeSpan>(null, Explanation.Without("p95_new", title, "p95_old + ΔRTT", missing, [old, added])), path.Budget, null);
        }

        var sum = old + added;
        var p95 = Span(Math.Max(0, sum.Value));
        return new LatencyForecast(path.Name,
            new Explained<TimeSpan>(p95, Explanation.Of("p95_new", title, sum, Shown(p95), "Rounded up to a millisecond where it is shown.")),
            path.Budget, p95 <= path.Budget);
    }

    /// <summary>Whole milliseconds, rounded up: "243 ms".</summary>
    public static string Shown(TimeSpan span) =>
        $"{Number(Math.Ceiling(span.Ticks / (decimal)TimeSpan.TicksPerMillisecond))} ms";

    private static Term.Given? Known(
        string symbol, PathTime time, IReadOnlyDictionary<string, Reading> readings, DateTimeOffset now, decimal least, List<string> missing)
    {
        if (time.Reading is not { } id)
        {
            return Time(symbol, time.Stated ?? TimeSpan.Zero, "the plan", null);
        }

        if (readings.GetValueOrDefault(id) is not { } reading)
        {
            missing.Add($"{symbol}: {id} was never sampled");
            return null;
        }

        if (reading.UnknownAt(now) is { } why)
        {
            missing.Add($"{symbol}: {why}");
            return null;
        }

        if (reading.Value < least || reading.Value > 86_400)
        {
            missing.Add($"{symbol}: {id} says {Number(reading.Value!.Value)} s, which is no time of a request; check {reading.Source}");
            return null;
        }

        return Time(symbol, Span(reading.Value!.Value), $"{id} ({reading.Source})", reading.SampledAt);
    }

    private static Term.Given Time(string symbol, TimeSpan value, string source, DateTimeOffset? at) =>
        new(symbol, Seconds(value), $"{Number(value.Ticks / (decimal)TimeSpan.TicksPerMillisecond)} ms", source, at);
}
