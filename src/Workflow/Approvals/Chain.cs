using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Approvals;

/// <summary>Who stands in for a required role, one after the other, when its holders do not answer.</summary>
/// <param name="Deputies">Person ids in the order in which they are called, after the role's own holders.</param>
/// <param name="Uncalled">The deputies may approve in the role's stead without having been called first.</param>
public sealed record Chain(Role Role, IReadOnlyList<string> Deputies, bool Uncalled = false);

/// <summary>In which capacity someone approves in the stead of a role that they do not hold.</summary>
public enum Stead
{
    /// <summary>The role's chain names this person.</summary>
    Deputy,

    /// <summary>The last in every chain.</summary>
    DutyExecutive,
}
