using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

public abstract partial record IncidentCommand
{
    /// <summary>
    /// Stands in for absent persons, with the typed phrase and ceilings; the second person types the same phrase. One of the two is the
    /// commander. Refused, with every reason, before the chains of the named roles are exhausted.
    /// </summary>
    public sealed record BreakGlass(string Typed, long? Records, TimeSpan? Exposure, bool LossUnknown, string Reason) : IncidentCommand;

    /// <summary>Has a role called that is not required, so that it can waive a gate. Commander or deputy.</summary>
    public sealed record CallRole(Role Role) : IncidentCommand;

    /// <summary>Closes a review item with a reason; anybody but the two whom it is about.</summary>
    public sealed record CloseReview(int Number, string Reason) : IncidentCommand;
}
