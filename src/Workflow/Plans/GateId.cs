namespace IncidentBot.Workflow.Plans;

/// <summary>The gates between a decision and the point of no return.</summary>
public enum GateId
{
    /// <summary>The failure mode is classified and its tree permits failover.</summary>
    G1 = 1,

    /// <summary>The outage is confirmed by two observers, one of them outside both regions.</summary>
    G2 = 2,

    /// <summary>The exposure is within the recovery point objective.</summary>
    G4 = 4,

    /// <summary>The old primary is fenced, or proven dead.</summary>
    G5 = 5,

    /// <summary>The target's data are healthy: replica available, version and parameters match.</summary>
    G7 = 7,

    /// <summary>No other failover of the service runs, and the last one is over an hour ago or acknowledged.</summary>
    G12 = 12,

    /// <summary>A stakeholder update with loss window and ETA is drafted.</summary>
    G15 = 15,
}
