namespace IncidentBot.Workflow.Plans;

/// <summary>The gates between a decision and the point of no return.</summary>
public enum GateId
{
    /// <summary>The failure mode is classified and its tree permits failover.</summary>
    G1 = 1,

    /// <summary>The outage is confirmed by two observers, one of them outside both regions.</summary>
    G2 = 2,

    /// <summary>The data are not corrupt: an integrity probe passes, and nothing destructive was done in the window.</summary>
    G3 = 3,

    /// <summary>The exposure is within the recovery point objective.</summary>
    G4 = 4,

    /// <summary>The old primary is fenced, or proven dead.</summary>
    G5 = 5,

    /// <summary>The rule agreed beforehand names the target as the one that may write.</summary>
    G6 = 6,

    /// <summary>The target's data are healthy: replica available, version and parameters match.</summary>
    G7 = 7,

    /// <summary>The target has room: every listed quota stays below its share.</summary>
    G8 = 8,

    /// <summary>Everything the service depends on answers from the target.</summary>
    G9 = 9,

    /// <summary>Both regions run the same configuration.</summary>
    G10 = 10,

    /// <summary>The latency predicted after the shift is within the budget of every path.</summary>
    G11 = 11,

    /// <summary>No other failover of the service runs, and the last one is over an hour ago or acknowledged.</summary>
    G12 = 12,

    /// <summary>A drill of this failure mode succeeded within 90 days.</summary>
    G13 = 13,

    /// <summary>Neither the bot nor a reading that a gate rests on is in the failing region.</summary>
    G14 = 14,

    /// <summary>A stakeholder update with loss window and ETA is drafted.</summary>
    G15 = 15,

    /// <summary>The way back has owners: one for the failback, one for the reconciliation.</summary>
    G16 = 16,
}
