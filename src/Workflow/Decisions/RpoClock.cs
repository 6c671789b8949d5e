namespace IncidentBot.Workflow.Decisions;

/// <summary>When the recovery point objective is breached: <c>t_rpo = R + RPO</c>, while nothing stops the exposure from growing.</summary>
public static class RpoClock
{
    /// <summary>t_rpo (UTC); null when replication lag was never sampled. An exposure that is fenced or dead before then never breaches.</summary>
    public static DateTimeOffset? BreachAt(RecoveryPoint? point, TimeSpan rpo) => point?.At + rpo;
}
