using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline;

/// <summary>What an export of a drill says first, so that nobody takes it for an incident's.</summary>
internal static class DrillMark
{
    internal static string Title(Incident state) => state.IsDrill ? "DRILL " : "";

    internal static string Standing(Incident state) =>
        state.Drill is { } mode ? $"DRILL of {Words.Of(mode)}: an exercise, which reached nothing in production. " : "";
}
