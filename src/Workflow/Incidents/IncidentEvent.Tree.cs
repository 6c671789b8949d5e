using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

public abstract partial record IncidentEvent
{
    /// <summary>A task of the list that stands in place of a failover was done; the number counts from 1 within the mode's list.</summary>
    public sealed record TaskFinished(FailureMode Mode, int Number, string Task, string Evidence) : IncidentEvent;

    /// <summary>Someone owns what comes after the move.</summary>
    public sealed record OwnerNamed(Duty Duty, string Person, string Name) : IncidentEvent;

    /// <summary>A person gave a reading that the plan asks of people.</summary>
    public sealed record ReadingAttested(Reading Reading, string Evidence) : IncidentEvent;
}
