using System.Collections.Immutable;

namespace IncidentBot.Workflow.Updates;

/// <summary>What was drafted and sent to whom: enough to know what is due and whether G15 is open.</summary>
/// <param name="DraftedAt">The last draft or sending that carried a loss window and an ETA, known or said to be unknown (UTC).</param>
/// <param name="SentAt">The last sending per audience (UTC).</param>
/// <param name="Reminded">Reminder ids already given since the last sending.</param>
public sealed record UpdateLog(
    DateTimeOffset? DraftedAt, ImmutableDictionary<string, DateTimeOffset> SentAt, ImmutableHashSet<string> Reminded)
{
    public static UpdateLog Empty { get; } =
        new(null, ImmutableDictionary<string, DateTimeOffset>.Empty, ImmutableHashSet<string>.Empty);
}
