using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Aws;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings.Aws;

/// <summary>The data points of one metric, oldest first; or why there are none.</summary>
internal sealed record MetricSeries(IReadOnlyList<(DateTimeOffset At, decimal? Value)> Points, string? Problem)
{
    internal static MetricSeries Unknown(string problem) => new([], problem);
}

/// <summary>GetMetricData: all metrics of a region in one request, for each 500 of them.</summary>
internal static class MetricData
{
    /// <summary>The most queries that one request may hold, by the API.</summary>
    internal const int MostQueries = 500;

    /// <summary>One series a metric, in their order. Points before <paramref name="from"/> or from <paramref name="until"/> on are not asked for.</summary>
    internal static async Task<IReadOnlyList<MetricSeries>> Metrics(
        this AwsClient aws, string region, IReadOnlyList<ReadingSource.Metric> metrics, DateTimeOffset from, DateTimeOffset until, CancellationToken cancel)
    {
        var chunks = await Task.WhenAll(metrics.Chunk(MostQueries).Select(chunk => Chunk(aws, region, chunk, from, until, cancel)));
        return [.. chunks.SelectMany(c => c)];
    }

    private static async Task<IReadOnlyList<MetricSeries>> Chunk(
        AwsClient aws, string region, ReadingSource.Metric[] metrics, DateTimeOffset from, DateTimeOffset until, CancellationToken cancel)
    {
        var request = new JsonObject
        {
            ["MetricDataQueries"] = new JsonArray([.. metrics.Select(Query)]),
            ["StartTime"] = from.ToUnixTimeSeconds(),
            ["EndTime"] = until.ToUnixTimeSeconds(),
        };
        var (pages, trouble) = await aws.Pages(AwsApi.Monitoring, region, "GetMetricData", request, cancel);
        if (trouble is not null)
        {
            return [.. metrics.Select(_ => MetricSeries.Unknown(trouble.Problem!))];
        }

        var results = pages.SelectMany(p => p.Items("MetricDataResults")).ToLookup(r => r.Text("Id") ?? "");
        return [.. metrics.Select((_, i) => Series([.. results[Id(i)]]))];
    }

    private static string Id(int index) => FormattableString.Invariant($"m{index}");

    private static JsonNode Query(ReadingSource.Metric metric, int index) => new JsonObject
    {
        ["Id"] = Id(index),
        ["MetricStat"] = new JsonObject
        {
            ["Metric"] = new JsonObject
            {
                ["Namespace"] = metric.Namespace,
                ["MetricName"] = metric.Name,
                ["Dimensions"] = new JsonArray([.. metric.Dimensions.Select(d => new JsonObject { ["Name"] = d.Key, ["Value"] = d.Value })]),
            },
            ["Period"] = (long)metric.Period.TotalSeconds,
            ["Stat"] = metric.Statistic,
        },
        ["ReturnData"] = true,
    };

    /// <summary>One metric's results of all pages. PartialData is what every page but the last says; only the last one's word counts.</summary>
    private static MetricSeries Series(IReadOnlyList<JsonElement> parts)
    {
        if (parts.Count == 0)
        {
            return MetricSeries.Unknown("CloudWatch gives nothing for this metric");
        }

        var status = parts[^1].Text("StatusCode");
        if (status != "Complete")
        {
            return MetricSeries.Unknown(status switch
            {
                "PartialData" => "CloudWatch gives only a part of the data (PartialData)",
                "InternalError" => "CloudWatch could not read the data (InternalError)",
                "Forbidden" => "the AWS credentials may not read this metric (Forbidden)",
                _ => "CloudWatch does not say that the data are complete",
            });
        }

        var points = new List<(DateTimeOffset At, decimal? Value)>();
        foreach (var part in parts)
        {
            var (times, values) = (part.Items("Timestamps").ToList(), part.Items("Values").ToList());
            if (times.Count != values.Count || times.Exists(t => t.Time() is null))
            {
                return MetricSeries.Unknown("CloudWatch gives times and values that do not belong together");
            }

            points.AddRange(times.Zip(values, (t, v) => (t.Time()!.Value, v.Number())));
        }

        return points.Count == 0 ? MetricSeries.Unknown("the metric has no data point in the time looked at")
            : new MetricSeries([.. points.OrderBy(p => p.At)], null);
    }
}
