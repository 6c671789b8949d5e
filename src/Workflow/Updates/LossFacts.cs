namespace IncidentBot.Workflow.Updates;

/// <summary>What may be missing, or what was found missing: the window of writes [<see cref="From"/>, <see cref="To"/>] in UTC, and its bounds.</summary>
public sealed record LossFacts
{
    /// <summary>The newest write known to be on the target (the recovery point).</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The last moment at which the primary may have taken a write.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The length of the window that a decision is checked against.</summary>
    public required TimeSpan Exposure { get; init; }

    /// <summary>The bound on lost records; null when the write rate is unknown.</summary>
    public long? Records { get; init; }

    /// <summary>The bound in money, in <see cref="Currency"/>; null when it is unknown.</summary>
    public decimal? Money { get; init; }

    /// <summary>ISO 4217, such as "USD".</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>When replication lag was last sampled: the age of these figures.</summary>
    public required DateTimeOffset SampledAt { get; init; }

    /// <summary>True once the lost writes have been exported or accounted for.</summary>
    public bool IsFinal { get; init; }

    /// <summary>What reconciliation counted; null until then, and null afterwards if it could not be counted.</summary>
    public long? ActualRecords { get; init; }

    /// <summary>The smallest figure that a text may give for lost records: the count once it is final, the bound before; null when neither is known.</summary>
    public long? Stated => IsFinal && ActualRecords is not null ? ActualRecords : Records;
}
