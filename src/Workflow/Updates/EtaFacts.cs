namespace IncidentBot.Workflow.Updates;

/// <summary>How much longer until service returns, from now: the middle and the 90th percentile, and what they rest on ("7 recorded runs").</summary>
public sealed record EtaFacts(TimeSpan P50, TimeSpan P90, string Basis);

/// <summary>By how much the estimate moved since it was last told (negative: earlier), and why if anyone said why.</summary>
public sealed record EtaSlip(TimeSpan By, string? Reason);
