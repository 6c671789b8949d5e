namespace IncidentBot.Workflow.Decisions;

/// <summary>What must have an owner before the point of no return, because it is easily forgotten after it.</summary>
public enum Duty
{
    /// <summary>Moving the service back once its region is well.</summary>
    Failback,

    /// <summary>Counting and accounting for the lost writes.</summary>
    Reconciliation,
}

/// <summary>Who owns a duty, and since when (UTC).</summary>
public sealed record DutyOwner(string Person, string Name, DateTimeOffset At);
