namespace IncidentBot.Workflow.Updates;

/// <summary>
/// Everything an update may say, typed: each number in a text comes from here, and null means unknown and is said to be.
/// All times are UTC. The strings come from people and alarms; they are hostile text until they are escaped for their target.
/// </summary>
public sealed record UpdateFacts
{
    /// <summary>"INC-1".</summary>
    public required string Incident { get; init; }

    /// <summary>True for an exercise; the text then begins by saying so.</summary>
    public bool Drill { get; init; }

    public required string Service { get; init; }

    /// <summary>"sev1" to "sev4".</summary>
    public required string Severity { get; init; }

    /// <summary>What is wrong, in one line, in the words of whoever declared it.</summary>
    public required string Summary { get; init; }

    public required UpdatePhase Phase { get; init; }

    /// <summary>The failure mode in words ("loss of the whole region"); null while it is not classified.</summary>
    public string? FailureMode { get; init; }

    public required string PrimaryRegion { get; init; }

    public required string TargetRegion { get; init; }

    /// <summary>The earliest sign of the impact.</summary>
    public DateTimeOffset? ImpactStart { get; init; }

    /// <summary>The share of traffic or users affected, 0 to 1.</summary>
    public decimal? AffectedShare { get; init; }

    public LossFacts? Loss { get; init; }

    public EtaFacts? Eta { get; init; }

    /// <summary>How the estimate moved since the last update that gave one; null if it did not move or none was given.</summary>
    public EtaSlip? Slip { get; init; }

    /// <summary>When the next update is promised.</summary>
    public DateTimeOffset? NextUpdateAt { get; init; }

    /// <summary>True only if a graceful switchover has finished and its verification has passed: the one case in which a text may say that nothing was lost.</summary>
    public bool LossFreeProven { get; init; }

    /// <summary>A planned switchover that has not been pressed: nothing has failed, and the move is called off rather than lose a write.</summary>
    public bool Planned { get; init; }

    /// <summary>How long writes have been off in both regions; null when they are not.</summary>
    public TimeSpan? WritesOff { get; init; }

    /// <summary>The time at which these facts hold.</summary>
    public required DateTimeOffset At { get; init; }
}
