using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Approvals;

/// <summary>Whether there are people enough for the roles that a plan asks for, each filled by another person.</summary>
public static class Staffing
{
    /// <summary>Required roles for which nobody is left, however the others are filled; empty when all can be. The fewest that must stay open, in the order asked for.</summary>
    /// <param name="people">For each person who may approve, the required roles that this person could fill.</param>
    public static IReadOnlyList<Role> Unfilled(IReadOnlyList<Role> required, IReadOnlyList<IReadOnlySet<Role>> people)
    {
        var filler = new Dictionary<int, Role>();
        return [.. required.Where(role => !Fill(role, []))];

        // Kuhn's augmenting path: whoever is taken already may pass to another role.
        bool Fill(Role role, HashSet<int> tried)
        {
            for (var person = 0; person < people.Count; person++)
            {
                if (people[person].Contains(role) && tried.Add(person) && (!filler.TryGetValue(person, out var taken) || Fill(taken, tried)))
                {
                    filler[person] = role;
                    return true;
                }
            }

            return false;
        }
    }
}
