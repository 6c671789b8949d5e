using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Readiness;

/// <summary>Whether the people who can be reached are enough for all roles of a mode at once: one person fills one role, and who proposes fills none.</summary>
internal static class Staffing
{
    /// <summary>How many people are missing; 0 if the roles can be filled and somebody is left to propose.</summary>
    internal static int Short(ReadinessFacts facts, FailureMode mode, IReadOnlyDictionary<Role, IReadOnlyList<Callee>> chains)
    {
        var roles = ApprovalPolicy.Required(facts.Plan, mode, null);
        var filled = new Dictionary<string, Role>(StringComparer.Ordinal);
        var empty = roles.Count(role => !Fill(role, chains, filled, new HashSet<string>(StringComparer.Ordinal)));
        var left = facts.People.All.Any(p => p is { Active: true, Guest: false } && facts.Reach.GetValueOrDefault(p.Id)?.Account == true && !filled.ContainsKey(p.Id));
        return empty + (left ? 0 : 1);
    }

    /// <summary>Finds somebody for a role, moving others to another role of theirs where that frees one (augmenting paths, as in Kuhn's algorithm).</summary>
    private static bool Fill(Role role, IReadOnlyDictionary<Role, IReadOnlyList<Callee>> chains, Dictionary<string, Role> filled, HashSet<string> tried)
    {
        foreach (var id in chains[role].Where(c => c.Reachable == true).Select(c => c.Person.Id))
        {
            if (tried.Add(id) && (!filled.TryGetValue(id, out var other) || Fill(other, chains, filled, tried)))
            {
                filled[id] = role;
                return true;
            }
        }

        return false;
    }
}
