using IncidentBot.Workflow.Decisions;

namespace IncidentBot.Workflow.Incidents;

public abstract partial record IncidentCommand
{
    /// <summary>Says, with what shows it, that task n of the verdict's list is done; refused where there is no list, no such task, or it is done.</summary>
    public sealed record FinishTask(int Number, string Evidence) : IncidentCommand;

    /// <summary>Names who owns the failback or the reconciliation (id or name; empty: oneself). Another person is named by commander or deputy.</summary>
    public sealed record NameOwner(Duty Duty, string Person) : IncidentCommand;

    /// <summary>A person's value for a reading that the plan asks of people, in the reading's unit, with how they know it.</summary>
    public sealed record AttestReading(string Reading, decimal Value, string Evidence) : IncidentCommand;
}
