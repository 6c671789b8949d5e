using IncidentBot.Store;
using IncidentBot.Workflow.Approvals;

namespace IncidentBot.Acceptance.Soak.Checks;

/// <summary>All that is looked at afterwards: the stored events in their order, who the people were, and what the outside and the doors noted.</summary>
internal sealed record SoakLog(IReadOnlyList<StoredEvent> Events, Roster People, IReadOnlyList<SoakCall> Calls)
{
    /// <summary>Lines that a node took.</summary>
    internal IReadOnlyList<TakenLine> Lines { get; init; } = [];

    /// <summary>Alarms that a node took.</summary>
    internal IReadOnlyList<TakenAlarm> Alarms { get; init; } = [];

    /// <summary>Keys of deliveries that were answered to the person who spoke.</summary>
    internal IReadOnlySet<string> Answered { get; init; } = new HashSet<string>();

    /// <summary>Keys of deliveries that were not worked off.</summary>
    internal IReadOnlyList<string> Waiting { get; init; } = [];
}
