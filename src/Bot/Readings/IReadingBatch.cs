using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings;

/// <summary>A way to sample many readings with few requests. As <see cref="IReadingSource"/>, it never throws for an outside failure.</summary>
internal interface IReadingBatch
{
    /// <summary>Whether it samples this kind of source.</summary>
    bool Reads(ReadingSource source);

    /// <summary>One sample for each source, in their order. Cancelled when nobody waits for any of them any more.</summary>
    Task<IReadOnlyList<Sample>> Take(IReadOnlyList<ReadingSource> sources, CancellationToken cancel);
}
