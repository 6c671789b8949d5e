namespace IncidentBot.Workflow.Updates;

/// <summary>Where an incident stands, in the words that stakeholders need; coarser than the incident's own machines.</summary>
public enum UpdatePhase
{
    /// <summary>The cause or the failure mode is not settled, and no move is proposed.</summary>
    Investigating,

    /// <summary>A move to the other region is proposed or approved, and nothing has been changed for it.</summary>
    Deciding,

    /// <summary>From preparing to committing: writes may be off in both regions.</summary>
    FailingOver,

    /// <summary>The other region serves, and is being checked.</summary>
    Verifying,

    /// <summary>Service has returned; what was lost may still be counted.</summary>
    Restored,

    /// <summary>The incident is over.</summary>
    Resolved,

    /// <summary>The decision tree says that moving would not help or would do harm.</summary>
    NotFailingOver,
}
