namespace IncidentBot.Store;

/// <summary>How far each follower has read the log.</summary>
internal interface ICheckpoints
{
    /// <summary>The position a follower has dealt with; 0 before its first.</summary>
    Task<long> Read(string follower, CancellationToken cancel);

    /// <summary>Moves a follower on; a smaller position than the stored one changes nothing.</summary>
    Task Write(Checkpoint checkpoint, CancellationToken cancel);
}

/// <summary>A follower's name and the last position it has dealt with.</summary>
internal sealed record Checkpoint(string Follower, long Position);
