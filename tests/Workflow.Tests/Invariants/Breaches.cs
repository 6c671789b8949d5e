namespace IncidentBot.Workflow.Tests.Invariants;

/// <summary>What a run has broken, by the name of the invariant, and how far its sequences came.</summary>
internal sealed class Breaches
{
    private readonly Dictionary<string, string> first = [];

    internal IReadOnlyDictionary<string, string> First => first;

    internal void Add(string invariant, string what) => first.TryAdd(invariant, what);

    internal void Unless(bool holds, string invariant, string what)
    {
        if (!holds)
        {
            Add(invariant, what);
        }
    }
}
