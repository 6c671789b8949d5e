using IncidentBot.Store;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Incidents;

/// <summary>Notes in the triage stream what is known of the intake of alarms; each note is decided on the whole stream, so that many nodes note a thing once.</summary>
internal sealed class TriageDesk(IEventStore store, Situations situations, TimeProvider clock)
{
    private const int Attempts = 200;

    /// <summary>Appends what <paramref name="decide"/> makes of the stream as it is; null: nothing is to be noted. It is asked again when somebody else appended first.</summary>
    internal async Task<bool> Note(Func<IReadOnlyList<TriageEvent>, TriageEvent?> decide, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var log = await situations.Triage(cancel);
            if (decide(log) is not { } happened)
            {
                return false;
            }

            var stamped = happened with { At = clock.GetUtcNow(), By = Actor.Bot("alarm") };
            if (await store.Append([new StreamAppend(IncidentLog.Triage, log.Count, [IncidentLog.Untyped(stamped)])], null, cancel) is AppendResult.Appended)
            {
                return true;
            }

            if (attempt == Attempts)
            {
                throw new StoreUnavailableException($"The triage stream changed {Attempts} times while one event was appended; try again.");
            }
        }
    }
}
