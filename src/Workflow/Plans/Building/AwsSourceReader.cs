using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads the sources <c>metric</c>, <c>alarm</c> and <c>quota</c>. Ranges are those of the services' API models.</summary>
internal static partial class AwsSourceReader
{
    private const int MostDimensions = 30;

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static ReadingSource.Metric? Metric(PlanNode node, ReadingUnit? unit, FaultLog faults)
    {
        if (PlanSection.Open(node, "metric", "write `metric: { region: ..., namespace: ..., name: ..., statistic: Average, period: 60s }`", faults) is not { } section)
        {
            return null;
        }

        var region = Region(section);
        var ns = Matched(section, "namespace", "AWS/RDS", NamespacePattern(), "a namespace", "write letters, digits, spaces and . - _ / # :, 255 at most");
        var name = Matched(section, "name", "AuroraGlobalDBReplicationLag", PrintablePattern(), "a metric's name", "write 1 to 255 printable ASCII characters");
        var dimensions = Dimensions(section);
        var statistic = Matched(section, "statistic", "Average", StatisticPattern(), "a statistic", "write Average, Sum, Minimum, Maximum, SampleCount, or a percentile such as p99");
        var period = Period(section);
        var scale = section.Find("scale") is { } scaleNode ? Values.Number(scaleNode, "scale", 0.000001m, 1_000_000_000, faults) : 1;
        var buckets = section.Flag("buckets", false);
        var timeout = SourceReader.Timeout(section, DefaultTimeout);
        section.Close();
        if (buckets == true && (unit is not (null or ReadingUnit.PerSecond) || statistic is not (null or "Sum")))
        {
            faults.Add(section.Find("buckets")!, "bad-value", "buckets are writes per second", null, "write `unit: per-second` and `statistic: Sum`, or leave `buckets` out");
        }

        return region is null || ns is null || name is null || dimensions is null || statistic is null || period is null || scale is null || buckets is null || timeout is null ? null
            : new ReadingSource.Metric(region, ns, name, dimensions, statistic, period.Value, scale.Value, buckets.Value, timeout.Value)
            {
                PerSecond = unit == ReadingUnit.PerSecond && statistic is ("Sum" or "SampleCount"),
            };
    }

    public static ReadingSource.Alarm? Alarm(PlanNode node, FaultLog faults)
    {
        if (PlanSection.Open(node, "alarm", "write `alarm: { region: ..., name: ... }`", faults) is not { } section)
        {
            return null;
        }

        var region = Region(section);
        var name = Matched(section, "name", "checkout-5xx", PrintablePattern(), "an alarm's name", "write 1 to 255 printable ASCII characters");
        var gives = Gives<AlarmGives>(section, AlarmGives.State);
        var within = section.Find("within") is { } span ? Values.Duration(span, "within", TimeSpan.FromMinutes(1), Day, faults) : TimeSpan.Zero;
        var timeout = SourceReader.Timeout(section, DefaultTimeout);
        section.Close();
        if (gives is not null && within is { } found && (gives == AlarmGives.Changes) != (found > TimeSpan.Zero))
        {
            faults.Add(section.Find("within") ?? section.Map, "bad-value", "`within` says how far back changes are counted", null, "write both `gives: changes` and `within: 1h`, or neither");
        }

        return region is null || name is null || gives is null || within is null || timeout is null ? null
            : new ReadingSource.Alarm(region, name, gives.Value, within.Value, timeout.Value);
    }

    public static ReadingSource.Quota? Quota(PlanNode node, FaultLog faults)
    {
        if (PlanSection.Open(node, "quota", "write `quota: { region: ..., service: ec2, code: L-1216C47A, gives: limit }`", faults) is not { } section)
        {
            return null;
        }

        var region = Region(section);
        var service = Matched(section, "service", "ec2", ServicePattern(), "a service code", "write it as `aws service-quotas list-services` shows it");
        var code = Matched(section, "code", "L-1216C47A", CodePattern(), "a quota code", "write it as `aws service-quotas list-service-quotas` shows it");
        var gives = Gives<QuotaGives>(section, null);
        var timeout = SourceReader.Timeout(section, DefaultTimeout);
        section.Close();
        return region is null || service is null || code is null || gives is null || timeout is null ? null
            : new ReadingSource.Quota(region, service, code, gives.Value, timeout.Value);
    }

    /// <summary>A word under <c>gives</c>; without a default it must be there.</summary>
    public static T? Gives<T>(PlanSection section, T? otherwise)
        where T : struct, Enum
    {
        var node = otherwise is null ? section.Need("gives", Words.All<T>()[0]) : section.Find("gives");
        return node is null ? otherwise
            : Values.Text(node, "gives", section.Faults) is { } text ? Values.Word<T>(text, node.Place(), $"value of `gives` in {section.Name}", section.Faults)
            : null;
    }

    private static string? Region(PlanSection section) =>
        Matched(section, "region", "eu-west-1", RegionPattern(), "a region", "write its code, such as eu-west-1: the region that answers");

    private static string? Matched(PlanSection section, string key, string example, Regex form, string what, string instead) =>
        section.Need(key, example) is { } node ? Values.Match(node, key, form, what, instead, section.Faults) : null;

    private static Dictionary<string, string>? Dimensions(PlanSection section)
    {
        var entries = section.Section("dimensions", "dimensions", "{ DBClusterIdentifier: checkout }", required: false)?.Map.Entries ?? [];
        var dimensions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (Values.Match(entry.Value, entry.Key, PrintablePattern(), "a dimension's value", "write 1 to 255 printable ASCII characters", section.Faults) is { } value)
            {
                dimensions.TryAdd(entry.Key, value);
            }
        }

        if (entries.Count > MostDimensions)
        {
            section.Faults.Add(section.Find("dimensions")!, "bad-value", "there are too many dimensions", null, "write at most 30");
        }

        return dimensions.Count == entries.Count ? dimensions : null;
    }

    private static TimeSpan? Period(PlanSection section)
    {
        if (section.Duration("period", null, TimeSpan.FromSeconds(1), Day, "60s") is not { } period)
        {
            return null;
        }

        if (period.TotalSeconds is 1 or 5 or 10 or 20 or 30 || period.Ticks % TimeSpan.TicksPerMinute == 0)
        {
            return period;
        }

        section.Faults.Add(section.Find("period")!, "bad-value", "CloudWatch has no such period", PlanFault.Quote(PlanDuration.Write(period)), "write 1s, 5s, 10s, 20s, 30s or whole minutes");
        return null;
    }

    [GeneratedRegex(@"\A[a-z]{2}(-[a-z]{1,12}){1,3}-[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegionPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9._/#: -]{1,255}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamespacePattern();

    [GeneratedRegex(@"\A[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PrintablePattern();

    [GeneratedRegex(@"\A(SampleCount|Average|Sum|Minimum|Maximum|IQM|p100|(p|tm|wm|tc|ts)[0-9]{1,2}(\.[0-9]{1,10})?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex StatisticPattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9-]{1,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ServicePattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9-]{1,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();
}
