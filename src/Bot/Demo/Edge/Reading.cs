namespace IncidentBot.Demo.Edge;

/// <summary>A sample as the monitor serves it: a number, its unit, when it was taken (UTC), and for the write rate its seconds.</summary>
internal sealed record Reading(decimal Value, string Unit, DateTime SampledAt)
{
    /// <summary>Why a probe came out as it did.</summary>
    public string? Detail { get; init; }

    public IReadOnlyList<Bucket>? Buckets { get; init; }

    /// <summary>1 for yes, 0 for no.</summary>
    public static Reading Flag(bool yes, DateTimeOffset at, string? detail = null) =>
        new(yes ? 1 : 0, "flag", at.UtcDateTime) { Detail = detail };
}
