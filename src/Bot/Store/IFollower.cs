namespace IncidentBot.Store;

/// <summary>A module that reads the log from its own checkpoint and reacts; what it wants to happen it sends as a command.</summary>
internal interface IFollower
{
    /// <summary>The name of its checkpoint; never reused for another purpose.</summary>
    string Name { get; }

    /// <summary>Called before the first events of each tenure of this node: what was left under way, here or on another node, is taken up again.</summary>
    /// <param name="cancel">Ends the tenure, and with it whatever this began.</param>
    Task Begin(CancellationToken cancel);

    /// <summary>
    /// Deals with the next events, in order. When it returns they are checkpointed; after a crash or a throw they come again, so
    /// dealing with them twice must be harmless. It may store <paramref name="upTo"/> itself, together with what it has made.
    /// </summary>
    Task Follow(IReadOnlyList<StoredEvent> events, Checkpoint upTo, CancellationToken cancel);
}
