using IncidentBot.Aws;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings.Aws;

/// <summary>CloudWatch metrics: one GetMetricData a region and round (for each 500), whatever the number of readings.</summary>
internal sealed class MetricReading(AwsClient aws, TimeProvider clock) : IReadingBatch
{
    /// <summary>A metric that is silent for longer has nothing to say about now.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(10);

    /// <summary>Buckets reach past the hour before impact; points of less than a minute are kept for three hours only.</summary>
    private static readonly TimeSpan History = TimeSpan.FromHours(6);
    private static readonly TimeSpan FineHistory = TimeSpan.FromHours(3);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public bool Reads(ReadingSource source) => source is ReadingSource.Metric;

    public async Task<IReadOnlyList<Sample>> Take(IReadOnlyList<ReadingSource> sources, CancellationToken cancel)
    {
        var metrics = sources.Cast<ReadingSource.Metric>().ToList();
        var samples = new Sample[metrics.Count];
        await Task.WhenAll(metrics.Select((m, i) => (Metric: m, Place: i)).GroupBy(m => m.Metric.Region).Select(async region =>
        {
            var now = clock.GetUtcNow();
            var (asked, places) = (region.Select(m => m.Metric).ToList(), region.Select(m => m.Place).ToList());
            var series = await aws.Metrics(region.Key, asked, now - asked.Max(Back), now, cancel);
            foreach (var (place, metric, found) in places.Zip(asked, series))
            {
                samples[place] = Of(metric, found, now);
            }
        }));
        return samples;
    }

    /// <summary>The newest point that means something, dated as CloudWatch dates it: at the start of its period.</summary>
    internal static Sample Of(ReadingSource.Metric metric, MetricSeries series, DateTimeOffset now)
    {
        if (series.Problem is { } problem)
        {
            return Sample.Unknown(problem);
        }

        // A sum that still grows is too small; an average or a percentile of a running period is one of less data.
        var counts = metric.Statistic is "Sum" or "SampleCount";
        var usable = series.Points.Where(p => !counts || p.At + metric.Period <= now).ToList();
        if (usable.Count == 0)
        {
            return Sample.Unknown("the metric has no complete period in the time looked at");
        }

        var (at, _) = usable[^1];
        if (Scaled(metric, usable[^1].Value) is not { } value)
        {
            return Sample.Unknown("the metric's value is no number that can be used (NaN, infinite or too large)");
        }

        if (!metric.Buckets)
        {
            return new Sample(value, at, null);
        }

        var buckets = usable.Select(p => (p.At, Rate: Scaled(metric, p.Value))).ToList();
        return buckets.Exists(b => b.Rate is null)
            ? Sample.Unknown("a value of the metric's history is no number that can be used")
            : new Sample(value, at, null, [.. buckets.Select(b => new WriteBucket(b.At, b.Rate!.Value))]);
    }

    private static TimeSpan Back(ReadingSource.Metric metric)
    {
        var wanted = !metric.Buckets ? metric.Period * 3 : metric.Period < Minute ? FineHistory : History;
        return wanted > Least ? wanted : Least;
    }

    private static decimal? Scaled(ReadingSource.Metric metric, decimal? value)
    {
        try
        {
            return value * metric.Scale / (metric.PerSecond ? (decimal)metric.Period.TotalSeconds : 1);
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
