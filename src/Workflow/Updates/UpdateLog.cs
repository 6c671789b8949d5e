using System.Collections.Immutable;

namespace IncidentBot.Workflow.Updates;

/// <summary>What was drafted and sent to whom: enough to know what is due, and whether G15 is open.</summary>
/// <param name="DraftedAt">The last draft or sending that spoke of loss and ETA, known or said to be unknown (UTC).</param>
/// <param name="SentAt">The last sending to anyone (UTC): any update resets the cadence.</param>
/// <param name="SentTo">The last sending per audience (UTC).</param>
/// <param name="Reminders">Reminders given for the present due time.</param>
public sealed record UpdateLog(
    DateTimeOffset? DraftedAt, DateTimeOffset? SentAt, ImmutableDictionary<Audience, DateTimeOffset> SentTo, ImmutableList<Reminder> Reminders)
{
    public static UpdateLog Empty { get; } = new(null, null, ImmutableDictionary<Audience, DateTimeOffset>.Empty, []);
}
