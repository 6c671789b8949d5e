using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline;

/// <summary>The end of an incident's chain at the time of an export: what anyone can hold the export against.</summary>
/// <param name="Signature">Over the head, base64; null where there is no key, or where the chain is broken.</param>
/// <param name="Fault">What is wrong with the stored chain; null when it holds from the first event to the head.</param>
public sealed record SealedHead(long Version, string Hash, string? Signature, string? Fault);

/// <summary>Everything that an export says about an incident, built once from its log.</summary>
/// <param name="State">The fold of all events.</param>
/// <param name="Proposals">In order; the last one is the one that counts. What was known then is in its snapshot and its press, never recomputed.</param>
public sealed record Dossier(
    string Incident,
    Incident State,
    SealedHead Head,
    IReadOnlyList<ProposalRecord> Proposals,
    IReadOnlyList<IncidentEvent> Updates,
    IncidentEvent.Reconciled? Reconciled,
    Phases Phases,
    Actuals Actuals,
    IReadOnlyList<TimelineEntry> Timeline)
{
    /// <summary>The dossier of a log, or of any beginning of one.</summary>
    /// <param name="incident">The stream's name, such as "INC-1".</param>
    public static Dossier Of(string incident, IReadOnlyList<IncidentEvent> events, SealedHead head) => new(
        incident,
        events.Aggregate(Incidents.Incident.None, Evolve.Apply),
        head,
        ProposalRecord.AllOf(events),
        [.. events.Where(e => e is IncidentEvent.UpdateSent or IncidentEvent.EtaStated)],
        events.OfType<IncidentEvent.Reconciled>().LastOrDefault(),
        Phases.Of(events),
        Actuals.Of(events),
        Workflow.Timeline.Timeline.Of(events));

    /// <summary>When the last event happened (UTC): what the dossier knows, it knows up to then. Null without any event.</summary>
    public DateTimeOffset? UpTo => Phases.LastEventAt;
}
