namespace IncidentBot.Workflow.Timeline;

/// <summary>One line of an incident's story: when (UTC), who and through which chat or module, and a sentence that stands on its own.</summary>
/// <param name="At">When it happened; of a folded run, when it began.</param>
/// <param name="Who">A person's name, or "IncidentBot". Hostile text.</param>
/// <param name="Sentence">English, with text of people in quotation marks. Hostile text: each export escapes it for its target.</param>
/// <param name="Details">Evidence, reasons and numbers behind the sentence; often empty. Hostile text.</param>
public sealed record TimelineEntry(
    DateTimeOffset At, string Who, string Via, TimelineKind Kind, string Sentence, IReadOnlyList<string> Details);

/// <summary>What an entry is about, for filters and colours.</summary>
public enum TimelineKind
{
    Incident,
    Alarm,
    Reading,
    Role,
    Note,
    Message,
    Mode,
    Impact,
    Fence,
    Proposal,
    Approval,
    Waiver,
    Step,
    Failover,

    /// <summary>The press that was made durable: nothing afterwards can be taken back.</summary>
    PointOfNoReturn,
    Update,
    Eta,
    Room,
}
