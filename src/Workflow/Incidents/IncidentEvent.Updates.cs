using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Incidents;

public abstract partial record IncidentEvent
{
    /// <summary>An update was drafted and shown; it opens G15 when it speaks of loss and ETA.</summary>
    public sealed record UpdateDrafted(Audience Audience, string Text, bool SpeaksOfLossAndEta) : IncidentEvent;

    /// <summary>An update went out to an audience, as this text; <paramref name="Edited"/> if a person changed the draft.</summary>
    public sealed record UpdateSent(Audience Audience, string Text, bool Edited, bool SpeaksOfLossAndEta) : IncidentEvent;

    /// <summary>An update is nearly due, due, or overdue.</summary>
    public sealed record ReminderGiven(Reminder Reminder) : IncidentEvent;

    /// <summary>People were told when service returns; a slip says why.</summary>
    public sealed record EtaStated(StatedEta Eta, StatedEta? Before) : IncidentEvent;
}
