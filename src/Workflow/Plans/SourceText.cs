using static System.FormattableString;

namespace IncidentBot.Workflow.Plans;

/// <summary>What a source is called, where it answers from, how long it is given, and which units it can have.</summary>
public static class SourceText
{
    /// <summary>The time limit of one sample; null where nothing is fetched.</summary>
    public static TimeSpan? Limit(this ReadingSource source) => source switch
    {
        ReadingSource.Http s => s.Timeout,
        ReadingSource.Tcp s => s.Timeout,
        ReadingSource.Metric s => s.Timeout,
        ReadingSource.Alarm s => s.Timeout,
        ReadingSource.Quota s => s.Timeout,
        ReadingSource.Dns s => s.Timeout,
        ReadingSource.Command s => s.Timeout,
        ReadingSource.Person or ReadingSource.Computed => null,
        _ => throw new InvalidOperationException($"No source '{source}'."),
    };

    /// <summary>The source as evidence names it.</summary>
    public static string Named(this ReadingSource source) => source switch
    {
        ReadingSource.Http s => s.Url,
        ReadingSource.Tcp s => Invariant($"{s.Host}:{s.Port}"),
        ReadingSource.Person => "people",
        ReadingSource.Metric s => $"CloudWatch {s.Region}: {s.Statistic} of {s.Namespace} {s.Name}",
        ReadingSource.Alarm s => $"CloudWatch {s.Region}: alarm {s.Name}",
        ReadingSource.Quota s => $"Service Quotas {s.Region}: {s.Service} {s.Code}",
        ReadingSource.Dns s => $"DNS {s.Server?.ToString() ?? "of this host"}: {s.Name}",
        ReadingSource.Command s => $"program {s.Program}",
        ReadingSource.Computed s => $"computed: {s.Expression}",
        _ => throw new InvalidOperationException($"No source '{source}'."),
    };

    /// <summary>The host, program or store that answers, by which dependence on one thing is recognised; null when it is nobody in particular.</summary>
    public static string? Answerer(this ReadingSource source) => source switch
    {
        ReadingSource.Http s => Uri.TryCreate(s.Url, UriKind.Absolute, out var uri) ? $"{uri.Host}:{uri.Port}" : null,
        ReadingSource.Tcp s => Invariant($"{s.Host}:{s.Port}"),
        ReadingSource.Metric s => $"CloudWatch in {s.Region}",
        ReadingSource.Alarm s => $"CloudWatch in {s.Region}",
        ReadingSource.Quota s => $"Service Quotas in {s.Region}",
        ReadingSource.Dns s => $"DNS {s.Server?.ToString() ?? "of this host"}",
        ReadingSource.Command s => $"program {s.Program}",
        ReadingSource.Person or ReadingSource.Computed => null,
        _ => throw new InvalidOperationException($"No source '{source}'."),
    };

    /// <summary>The region that the answer itself is served from, where the source says so.</summary>
    public static string? Region(this ReadingSource source) => source switch
    {
        ReadingSource.Metric s => s.Region,
        ReadingSource.Alarm s => s.Region,
        ReadingSource.Quota s => s.Region,
        _ => null,
    };

    /// <summary>The one unit that the source can give; null: any.</summary>
    public static ReadingUnit? OnlyUnit(this ReadingSource source) => source switch
    {
        ReadingSource.Tcp => ReadingUnit.Boolean,
        ReadingSource.Alarm s => s.Gives == AlarmGives.State ? ReadingUnit.Boolean : ReadingUnit.Count,
        ReadingSource.Quota s => s.Gives == QuotaGives.Share ? ReadingUnit.Share : ReadingUnit.Count,
        ReadingSource.Dns s => s.Gives switch
        {
            DnsGives.Answers => ReadingUnit.Count,
            DnsGives.Ttl => ReadingUnit.Seconds,
            _ => ReadingUnit.Boolean,
        },
        _ => null,
    };
}
