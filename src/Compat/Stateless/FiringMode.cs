namespace Stateless;

/// <summary>What becomes of a trigger that is fired from inside a callback of the same machine.</summary>
public enum FiringMode
{
    /// <summary>It is handled at once, nested in the transition that is under way.</summary>
    Immediate = 0,

    /// <summary>It waits until the transition that is under way has completed.</summary>
    Queued = 1,
}
