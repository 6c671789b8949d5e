using System.Text.Json.Serialization;

namespace IncidentBot.Workflow.Plans;

/// <summary>The closed list of units; a check compares a reading only with a threshold of its own unit.</summary>
public enum ReadingUnit
{
    Boolean,
    Count,
    PerSecond,
    Seconds,
    Share,
}

/// <summary>A value that the decision may rest on: where it comes from, its unit, and when it is too old to count.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens.</param>
/// <param name="MaxAge">An older sample is unknown (replication lag excepted: its last sample counts at any age).</param>
/// <param name="ObservedFrom">The region the observer stands in, or "outside" when it is in neither of the plan's two.</param>
public sealed record PlanReading(
    string Id, string Title, ReadingUnit Unit, TimeSpan MaxAge, string ObservedFrom, ReadingSource Source)
{
    /// <summary>The region that the answer itself is served from, where that is another than the observer's (a metric store, say); null: no other.</summary>
    public string? ServedFrom { get; init; }
}

/// <summary>Where a reading comes from.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Http), "http")]
[JsonDerivedType(typeof(Tcp), "tcp")]
[JsonDerivedType(typeof(Person), "person")]
[JsonDerivedType(typeof(Metric), "metric")]
[JsonDerivedType(typeof(Alarm), "alarm")]
[JsonDerivedType(typeof(Quota), "quota")]
[JsonDerivedType(typeof(Dns), "dns")]
[JsonDerivedType(typeof(Command), "command")]
[JsonDerivedType(typeof(Computed), "computed")]
public abstract partial record ReadingSource
{
    private ReadingSource()
    {
    }

    /// <summary>A JSON document fetched by GET; the pointers (RFC 6901) say where value, sample time and one-second buckets stand.</summary>
    public sealed record Http(string Url, string Value, string SampledAt, string? Buckets, TimeSpan Timeout) : ReadingSource;

    /// <summary>1 when a connection is accepted within the time-out, 0 when it is refused; unknown otherwise.</summary>
    public sealed record Tcp(string Host, int Port, TimeSpan Timeout) : ReadingSource;

    /// <summary>A person's word, asked in the room; it ages like any other sample.</summary>
    public sealed record Person(string Question) : ReadingSource;
}

/// <summary>How a reading is compared with a threshold.</summary>
public enum Comparison
{
    AtMost,
    AtLeast,
    Equal,
}

/// <summary>A condition on one reading, such as <c>error-rate &lt;= 0.05</c>.</summary>
public sealed record ReadingCheck(string Reading, Comparison Is, decimal Threshold)
{
    /// <summary>Whether a known value meets the condition.</summary>
    public bool Holds(decimal value) => Is switch
    {
        Comparison.AtMost => value <= Threshold,
        Comparison.AtLeast => value >= Threshold,
        Comparison.Equal => value == Threshold,
        _ => throw new InvalidOperationException($"No comparison '{Is}'."),
    };

    public override string ToString() => FormattableString.Invariant($"{Reading} {Symbol} {Threshold}");

    private string Symbol => Is switch
    {
        Comparison.AtMost => "<=",
        Comparison.AtLeast => ">=",
        Comparison.Equal => "=",
        _ => throw new InvalidOperationException($"No comparison '{Is}'."),
    };
}
