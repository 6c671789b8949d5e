using IncidentBot.Workflow.Tests.Invariants;

namespace IncidentBot.Acceptance.Soak.Checks;

/// <summary>Every check over a stored log.</summary>
internal static class LogChecks
{
    /// <summary>The first breach of each invariant by its name; empty if all hold.</summary>
    internal static IReadOnlyDictionary<string, string> Of(SoakLog log)
    {
        var breaches = new Breaches();
        ChainChecks.Run(log, breaches);
        StreamChecks.Run(log, breaches);
        DecisionChecks.Run(log, breaches);
        CallChecks.Run(log, breaches);
        LossChecks.Run(log, breaches);
        return breaches.First;
    }
}
