using IncidentBot.Workflow.Decisions;

namespace IncidentBot.Workflow.Failover;

/// <summary>A reconciled move that a later one of the same incident followed.</summary>
/// <param name="Loss">The bound that its press accepted; null if it was unknown.</param>
/// <param name="Actual">The writes that reconciliation counted as lost; null if they could not be counted.</param>
public sealed record PastMove(Loss? Loss, long? Actual);
