using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Acceptance.Soak.Checks;

/// <summary>What one append brought: the number, what spans the service's incidents, and the incident's own, in this order and of one time.</summary>
internal sealed record Batch(IReadOnlyList<StoredEvent> Events)
{
    internal string? Service => Events.Select(e => e.Stream).FirstOrDefault(s => Rank(s) == 1);

    internal string? Incident => Events.Select(e => e.Stream).FirstOrDefault(s => Rank(s) == 2);

    internal static IEnumerable<Batch> Of(IEnumerable<StoredEvent> events)
    {
        var batch = new List<StoredEvent>();
        foreach (var stored in events)
        {
            if (batch.Count > 0 && !GoesOn(batch[^1], stored))
            {
                yield return new Batch([.. batch]);
                batch.Clear();
            }

            batch.Add(stored);
        }

        if (batch.Count > 0) yield return new Batch(batch);
    }

    private static bool GoesOn(StoredEvent last, StoredEvent next) => next.At == last.At && (next.Stream == last.Stream || Rank(next.Stream) > Rank(last.Stream));

    private static int Rank(string stream) => IncidentLog.IsIncident(stream) ? 2 : stream == IncidentLog.Numbers ? 0 : stream == IncidentLog.Triage ? 3 : 1;
}
