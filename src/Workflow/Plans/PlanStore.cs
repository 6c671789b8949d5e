namespace IncidentBot.Workflow.Plans;

/// <summary>What a store promises to those who read it after others have written.</summary>
public enum StoreConsistency
{
    /// <summary>A read sees the last acknowledged write.</summary>
    Strong,

    /// <summary>A read trails by a bounded time or number of writes.</summary>
    Bounded,

    /// <summary>A client sees its own writes, in order.</summary>
    Session,

    /// <summary>A read sees the newest write some time later.</summary>
    Eventual,
}

/// <summary>When a write is acknowledged.</summary>
public enum StoreReplication
{
    /// <summary>After the other region has it: nothing acknowledged is lost, and every write waits for the round trip.</summary>
    Synchronous,

    /// <summary>Before the other region has it: what was on its way is lost with the region.</summary>
    Asynchronous,
}

/// <summary>Which regions accept writes.</summary>
public enum StoreTopology
{
    ActivePassive,
    ActiveActive,
}

/// <summary>Which of two writes to one key counts.</summary>
public enum ConflictRule
{
    /// <summary>Each key has one region that may write it.</summary>
    HomeRegion,

    /// <summary>A majority agrees on the order before a write is acknowledged.</summary>
    Consensus,

    /// <summary>Both count: the type of the data says how they are joined.</summary>
    Merge,

    /// <summary>The later by its clock; the other is dropped without a word.</summary>
    LastWriterWins,

    /// <summary>Both are kept until a person chooses.</summary>
    ByHand,
}

/// <summary>One store of the service: what it promises, and how it reaches the other region.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens; unique in the plan.</param>
/// <param name="Added">What a write takes longer for being replicated; null where it is asynchronous and the plan does not say.</param>
/// <param name="Conflict">Null: no rule is agreed.</param>
public sealed record PlanStore(
    string Name, StoreConsistency Consistency, StoreReplication Replication, TimeSpan? Added, StoreTopology Topology, ConflictRule? Conflict);
