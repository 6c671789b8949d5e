namespace IncidentBot.Workflow.Incidents;

/// <summary>One state change of one CloudWatch alarm, whichever envelope brought it. All text is hostile and capped, not escaped.</summary>
public sealed record AlarmNotice
{
    /// <summary>The alarm's name: at most 255 UTF-16 units.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The alarm's ARN; older notifications carry none.</summary>
    public string? AlarmArn { get; init; }

    /// <summary>The account that owns the alarm, as the notification says it.</summary>
    public required string AccountId { get; init; }

    /// <summary>The region's code, from an ARN or the event; never the display name. Null: unknown.</summary>
    public string? Region { get; init; }

    /// <summary>The state before; null where the notification does not say.</summary>
    public AlarmState? OldState { get; init; }

    /// <summary>The state the alarm is in since <see cref="StateChangedAt"/>.</summary>
    public required AlarmState NewState { get; init; }

    /// <summary>When the alarm changed state (UTC); unique per alarm, so it orders and identifies the changes of one alarm.</summary>
    public required DateTimeOffset StateChangedAt { get; init; }

    /// <summary>CloudWatch's own explanation; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What the alarm's owner wrote about it.</summary>
    public string? Description { get; init; }

    /// <summary>What the alarm watches.</summary>
    public AlarmKind Kind { get; init; } = AlarmKind.Unknown;

    /// <summary>ARNs of the alarms that made a composite alarm change; at most 100.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>Distinct name and value pairs of all metrics of the alarm; at most 100.</summary>
    public IReadOnlyList<AlarmLabel> Dimensions { get; init; } = [];

    /// <summary>The alarm's tags, where tag propagation is on; at most 100.</summary>
    public IReadOnlyList<AlarmLabel> Tags { get; init; } = [];

    /// <summary>Why CloudWatch itself ran no action for this change: a suppressor's period, or the ARN of a mute rule. Null: it did.</summary>
    public string? Suppressed { get; init; }

    /// <summary>The earliest breaching datapoint the notification names (UTC): the start of the impact as far as known. Null: unknown.</summary>
    public DateTimeOffset? FirstBreachAt { get; init; }

    /// <summary>Names the alarm, as account/region/name, the same with and without an ARN; deduplicates with <see cref="StateChangedAt"/>.</summary>
    public required string Identity { get; init; }
}

/// <summary>A dimension or a tag.</summary>
public sealed record AlarmLabel(string Name, string Value);

/// <summary>The states of a CloudWatch alarm.</summary>
public enum AlarmState
{
    Ok,
    Alarm,
    InsufficientData,
}

/// <summary>What an alarm watches: one metric, metric math, an anomaly band, other alarms, or a Metrics Insights query.</summary>
public enum AlarmKind
{
    Unknown,
    Metric,
    Math,
    Anomaly,
    Composite,
    Insights,
}
