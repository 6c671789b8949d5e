using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings;

/// <summary>A way to sample readings of one kind of source. It never throws for an outside failure: it says what is wrong.</summary>
internal interface IReadingSource
{
    /// <summary>Whether it samples this kind of source.</summary>
    bool Reads(ReadingSource source);

    /// <summary>Takes one sample. Cancelled when the source's own time limit is over.</summary>
    Task<Sample> Take(ReadingSource source, CancellationToken cancel);
}

/// <summary>What a source answered.</summary>
/// <param name="Value">Null when it gave none; then <paramref name="Problem"/> says why.</param>
/// <param name="SampledAt">When the value was true at its source (UTC); null: when it was fetched.</param>
/// <param name="Buckets">One-second buckets, where the source has them.</param>
internal sealed record Sample(decimal? Value, DateTimeOffset? SampledAt, string? Problem, IReadOnlyList<WriteBucket>? Buckets = null)
{
    internal static Sample Of(decimal value) => new(value, null, null);

    internal static Sample Unknown(string problem) => new(null, null, problem);
}
