namespace IncidentBot.Workflow.Tests.Invariants;

/// <summary>What a run has broken, by the name of the invariant, and how far its sequences came.</summary>
internal sealed class Breaches
{
    private readonly Dictionary<string, string> first = [];

    internal IReadOnlyDictionary<string, string> First => first;

    /// <summary>What is being looked at, such as "INC-7 version 31"; null where a sequence of moves says it.</summary>
    internal string? Where { get; set; }

    internal void Add(string invariant, string what) => first.TryAdd(invariant, Where is null ? what : $"{Where}: {what}");

    internal void Unless(bool holds, string invariant, string what)
    {
        if (!holds)
        {
            Add(invariant, what);
        }
    }
}
