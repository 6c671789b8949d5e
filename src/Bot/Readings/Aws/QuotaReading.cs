using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Aws;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings.Aws;

/// <summary>A limit by Service Quotas, and what is in use by the CloudWatch metric that the quota names.</summary>
internal sealed class QuotaReading(AwsClient aws, TimeProvider clock) : IReadingSource
{
    /// <summary>Limits change by a person's request, and the service throttles early: within a minute the answer is kept, with its own age.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    /// <summary>Usage metrics come every few minutes.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Region, string Service, string Code), (AwsAnswer Answer, DateTimeOffset At)> kept = new();

    public bool Reads(ReadingSource source) => source is ReadingSource.Quota;

    public async Task<Sample> Take(ReadingSource source, CancellationToken cancel)
    {
        var quota = (ReadingSource.Quota)source;
        var (answer, at) = await Fetch(quota, cancel);
        if (answer.Body?.At("Quota") is not { } found)
        {
            return Sample.Unknown(answer.Problem ?? "Service Quotas gives no quota");
        }

        if (found.At("ErrorReason") is { } error)
        {
            return Sample.Unknown($"Service Quotas cannot tell the quota ({AwsAnswer.Refused(200, error.Text("ErrorCode"), "").Code ?? "no reason"})");
        }

        var limit = found.At("Value")?.Number();
        if (quota.Gives == QuotaGives.Limit)
        {
            return limit is { } value ? new Sample(value, at, null) : Sample.Unknown("Service Quotas gives no number for the limit");
        }

        var used = await Used(quota, found, cancel);
        return quota.Gives == QuotaGives.Used || used.Problem is not null ? used
            : limit is not { } whole || whole <= 0 ? Sample.Unknown("Service Quotas gives no limit above 0")
            : new Sample(used.Value / whole, used.SampledAt < at ? used.SampledAt : at, null);
    }

    private async Task<(AwsAnswer Answer, DateTimeOffset At)> Fetch(ReadingSource.Quota quota, CancellationToken cancel)
    {
        var key = (quota.Region, quota.Service, quota.Code);
        var now = clock.GetUtcNow();
        if (kept.TryGetValue(key, out var known) && now - known.At < Kept)
        {
            return known;
        }

        var answer = await Ask("GetServiceQuota", quota, cancel);

        // A quota that was never changed for this account may have no applied value: then AWS's default is the limit.
        if (answer.Code == "NoSuchResourceException")
        {
            var byDefault = await Ask("GetAWSDefaultServiceQuota", quota, cancel);
            answer = byDefault.Code == "NoSuchResourceException" ? AwsAnswer.Trouble($"there is no quota {quota.Code} of {quota.Service} in {quota.Region}") : byDefault;
        }

        if (answer.Body is not null)
        {
            kept[key] = (answer, now);
        }

        return (answer, now);
    }

    private Task<AwsAnswer> Ask(string operation, ReadingSource.Quota quota, CancellationToken cancel) =>
        aws.Call(AwsApi.Quotas, quota.Region, operation, new JsonObject { ["ServiceCode"] = quota.Service, ["QuotaCode"] = quota.Code }, cancel);

    private async Task<Sample> Used(ReadingSource.Quota quota, JsonElement found, CancellationToken cancel)
    {
        if (found.At("UsageMetric") is not { } usage || usage.Text("MetricNamespace") is not { } ns || usage.Text("MetricName") is not { } name)
        {
            return Sample.Unknown("AWS measures no usage of this quota: take it from elsewhere");
        }

        var dimensions = usage.At("MetricDimensions") is { ValueKind: JsonValueKind.Object } map
            ? map.EnumerateObject().ToDictionary(d => d.Name, d => d.Value.ToString()) : [];
        var metric = new ReadingSource.Metric(
            quota.Region, ns, name, dimensions, usage.Text("MetricStatisticRecommendation") ?? "Maximum", Period, 1, false, quota.Timeout);
        var now = clock.GetUtcNow();
        return MetricReading.Of(metric, (await aws.Metrics(quota.Region, [metric], now - TimeSpan.FromHours(1), now, cancel))[0], now);
    }
}
