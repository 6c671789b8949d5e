namespace IncidentBot.Workflow.Failover;

/// <summary>Where the fence of the old primary stands.</summary>
public enum FenceStatus
{
    None,
    Placing,
    Placed,
    Lifting,

    /// <summary>A placing or lifting ended without proof of either state: writes may or may not be refused.</summary>
    Unknown,
}

/// <summary>The fence that stops writes to the old primary: its epoch, who placed it, and since when it is verified (UTC).</summary>
/// <param name="ByFailover">True if a failover's preparing placed it: only such a fence is lifted by an abort.</param>
/// <param name="VerifiedAt">The edge of the exposure; null until a probe or the step's own success has proven it.</param>
public sealed record FenceRecord(FenceStatus Status, long Epoch, bool ByFailover, DateTimeOffset? StartedAt, DateTimeOffset? VerifiedAt, int Attempt)
{
    public static FenceRecord None { get; } = new(FenceStatus.None, 0, false, null, null, 0);
}
