using IncidentBot.Workflow.Decisions.Explaining;

namespace IncidentBot.Workflow.Decisions;

/// <summary>When the recovery point objective is breached: <c>t_rpo = R + RPO</c>, while nothing stops the exposure from growing.</summary>
public static class RpoClock
{
    /// <summary>t_rpo (UTC); null when replication lag was never sampled. An exposure that is fenced or dead before then never breaches.</summary>
    public static DateTimeOffset? BreachAt(RecoveryPoint? point, TimeSpan rpo) => point?.At + rpo;

    /// <summary>How t_rpo came about; unknown without a recovery point.</summary>
    /// <param name="source">Who samples the lag.</param>
    public static Explanation Explain(RecoveryPoint? point, TimeSpan rpo, string source)
    {
        const string title = "When the exposure reaches the RPO, unless writes stop before";
        var limit = Amounts.Span("RPO", rpo, "rpo");
        return BreachAt(point, rpo) is { } at
            ? Explanation.Of("t_rpo", title, Amounts.Moment("R", point!.At, $"{source} (`why recovery-point`)", point.LastSampleAt) + limit, Durations.Stamp(at))
            : Explanation.Without("t_rpo", title, "R + RPO", [$"R: {source} was never sampled"], [limit]);
    }
}
