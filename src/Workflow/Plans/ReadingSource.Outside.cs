namespace IncidentBot.Workflow.Plans;

public abstract partial record ReadingSource
{
    /// <summary>A CloudWatch metric, by GetMetricData. A data point is dated at the start of its period.</summary>
    /// <param name="Scale">What the metric's value is multiplied by to be in the reading's unit: 0.001 for milliseconds in seconds.</param>
    /// <param name="Buckets">Whether all periods of the last hours are taken too, as buckets of the write rate; for the statistic Sum only.</param>
    public sealed record Metric(
        string Region, string Namespace, string Name, IReadOnlyDictionary<string, string> Dimensions, string Statistic, TimeSpan Period,
        decimal Scale, bool Buckets, TimeSpan Timeout) : ReadingSource
    {
        /// <summary>Whether a period's value is divided by its seconds: so are Sum and SampleCount, read in per-second.</summary>
        public bool PerSecond { get; init; }
    }

    /// <summary>A CloudWatch alarm, metric or composite, by DescribeAlarms or DescribeAlarmHistory.</summary>
    /// <param name="Within">How far back changes of state are counted; zero where the state itself is asked for.</param>
    public sealed record Alarm(string Region, string Name, AlarmGives Gives, TimeSpan Within, TimeSpan Timeout) : ReadingSource;

    /// <summary>A service quota by its codes; what is in use comes from the usage metric that Service Quotas names.</summary>
    public sealed record Quota(string Region, string Service, string Code, QuotaGives Gives, TimeSpan Timeout) : ReadingSource;

    /// <summary>Answers of a name server.</summary>
    /// <param name="Server">A resolver, which may answer from its cache; null: the first that this host is configured with.</param>
    /// <param name="Authority">An authoritative server of the zone, that the resolver is compared with.</param>
    /// <param name="Expect">The answers that may be given, as text.</param>
    public sealed record Dns(
        string Name, DnsRecordType Type, NameServer? Server, DnsGives Gives, NameServer? Authority, IReadOnlyList<string> Expect, TimeSpan Timeout) : ReadingSource;

    /// <summary>A JSON document that an allow-listed program prints; the pointers are those of <see cref="Http"/>.</summary>
    public sealed record Command(
        string Program, IReadOnlyList<string> Arguments, string Value, string SampledAt, string? Buckets, TimeSpan Timeout) : ReadingSource;

    /// <summary>A value computed from other readings of the plan; see <see cref="Expressions.Expression"/> for the grammar.</summary>
    public sealed record Computed(string Expression) : ReadingSource;
}

/// <summary>What of an alarm is read.</summary>
public enum AlarmGives
{
    /// <summary>Boolean: 1 in ALARM, 0 in OK; unknown while data are insufficient.</summary>
    State,

    /// <summary>Count: changes of state in a span of time.</summary>
    Changes,
}

/// <summary>What of a quota is read.</summary>
public enum QuotaGives
{
    /// <summary>Count: the limit that applies to the account.</summary>
    Limit,

    /// <summary>Count: what is in use.</summary>
    Used,

    /// <summary>Share: in use, of the limit.</summary>
    Share,
}

/// <summary>What of an answer is read.</summary>
public enum DnsGives
{
    /// <summary>Count: records of the type that was asked for.</summary>
    Answers,

    /// <summary>Seconds: the shortest time that the answer may still be cached for.</summary>
    Ttl,

    /// <summary>Boolean: whether there is an answer and every one of them is expected.</summary>
    Matches,

    /// <summary>Boolean: whether the resolver gives what the authoritative server gives.</summary>
    Agrees,
}

/// <summary>Types of record that are asked for.</summary>
public enum DnsRecordType
{
    A,
    Aaaa,
    Cname,
    Txt,
}

/// <summary>Host and port (UDP and TCP) of a name server.</summary>
public sealed record NameServer(string Host, int Port)
{
    public override string ToString() => FormattableString.Invariant($"{Host}:{Port}");
}
