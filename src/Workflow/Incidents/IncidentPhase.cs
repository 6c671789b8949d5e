namespace IncidentBot.Workflow.Incidents;

/// <summary>Where the incident stands; a failover has its own states inside it.</summary>
public enum IncidentPhase
{
    Declared,
    Investigating,
    Mitigating,
    Monitoring,
    Resolved,
    Closed,
}

/// <summary>What may move an incident from one phase to another.</summary>
public enum IncidentTrigger
{
    Investigate,
    Mitigate,
    Monitor,
    Resolve,
    Reopen,
    Close,
    FalseAlarm,
    Merge,
}

/// <summary>How bad it is for users; 1 is worst.</summary>
public enum Severity
{
    Sev1 = 1,
    Sev2,
    Sev3,
    Sev4,
}
