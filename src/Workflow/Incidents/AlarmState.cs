namespace IncidentBot.Workflow.Incidents;

/// <summary>The states of a CloudWatch alarm.</summary>
public enum AlarmState
{
    Ok,
    Alarm,
    InsufficientData,
}
