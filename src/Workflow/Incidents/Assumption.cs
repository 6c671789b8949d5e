namespace IncidentBot.Workflow.Incidents;

/// <summary>What people may assume in the room.</summary>
public enum AssumptionKind
{
    Recovery,
    Affected,
}

/// <summary>What a person assumes, labelled with who and when; it stands above the plan and the readings until it is corrected.</summary>
/// <param name="Share">The probability of recovery, or the share of users affected; 0 to 1.</param>
/// <param name="Within">How soon the primary would recover; null for an affected share.</param>
public sealed record Assumption(AssumptionKind Kind, decimal Share, TimeSpan? Within, string By, DateTimeOffset At, string Reason)
{
    /// <summary>"assumed by Maya Okafor at 02:14:05 UTC: the provider says so".</summary>
    public string Label() => $"assumed by {By} at {Durations.Clock(At)}{(string.IsNullOrWhiteSpace(Reason) ? "" : $": {Reason}")}";
}

public abstract partial record IncidentCommand
{
    /// <summary>States or corrects an assumption that costs rest on; anyone whom the directory knows. The old value stays in the log.</summary>
    /// <param name="Share">0 to 1.</param>
    /// <param name="Within">For a recovery: above zero, at most a day.</param>
    public sealed record StateAssumption(AssumptionKind Kind, decimal Share, TimeSpan? Within, string Reason) : IncidentCommand;
}

public abstract partial record IncidentEvent
{
    /// <summary>A person stated or corrected an assumption; what stood before stays in the log.</summary>
    public sealed record AssumptionStated(Assumption Assumption, Assumption? Before) : IncidentEvent;
}
