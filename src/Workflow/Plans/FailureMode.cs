namespace IncidentBot.Workflow.Plans;

/// <summary>What kind of failure an incident is; it decides what is permitted and who must approve.</summary>
public enum FailureMode
{
    Unknown,
    DataCorruption,
    NetworkPartition,
    RegionLoss,
    SingleZone,
    DnsMisconfiguration,
    CdnEdgeLoss,
    DependencyOutage,
    DatabasePartition,
    PlannedSwitchover,
}
