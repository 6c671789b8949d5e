using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

public abstract partial record IncidentEvent
{
    /// <summary>A real incident of the drilled service is open: the drill's room is told, and the drill goes on until somebody stops it.</summary>
    public sealed record RealIncidentOpened(string Incident, Severity Severity, string Summary) : IncidentEvent;

    /// <summary>The drill is over, with what was measured of it; null where an end is missing.</summary>
    /// <param name="Detect">From its beginning to the first act of anybody else.</param>
    /// <param name="Decide">From there to the press.</param>
    /// <param name="Recover">From the press to restored.</param>
    /// <param name="Steps">Each step that was done, from its first start to its end.</param>
    public sealed record DrillMeasured(
        FailureMode Mode, bool Succeeded, string Why, TimeSpan? Detect, TimeSpan? Decide, TimeSpan? Recover,
        IReadOnlyDictionary<string, TimeSpan> Steps) : IncidentEvent;
}
